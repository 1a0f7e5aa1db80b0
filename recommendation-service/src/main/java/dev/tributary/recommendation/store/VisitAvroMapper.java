package dev.tributary.recommendation.store;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.InteractionKind;
import dev.tributary.recommendation.domain.SessionClick;
import dev.tributary.recommendation.domain.SessionId;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.schemas.recommendation.ClickKind;
import dev.tributary.schemas.recommendation.Session;

/** Visits as they are kept and told, and as the domain has them. */
public final class VisitAvroMapper {
    private VisitAvroMapper() {}

    public static Session toAvro(Visit visit) {
        CustomerId customer = visit.customerId();
        return new Session(
                visit.sessionId().value(),
                customer == null ? null : customer.value(),
                visit.startedAt(),
                visit.clicks().stream().map(VisitAvroMapper::toAvro).toList(),
                visit.receivedAt(),
                visit.offset());
    }

    private static dev.tributary.schemas.recommendation.SessionClick toAvro(SessionClick click) {
        ClickKind kind =
                switch (click.click().kind()) {
                    case VIEW -> ClickKind.VIEW;
                    case CART -> ClickKind.CART;
                    case PURCHASE -> ClickKind.PURCHASE;
                };
        return new dev.tributary.schemas.recommendation.SessionClick(
                click.click().sku().value(), kind, click.at(), click.interaction());
    }

    /**
     * @throws IllegalArgumentException where the record is no visit
     */
    public static Visit toDomain(Session session) {
        String customer = session.getCustomerId();
        return new Visit(
                new SessionId(session.getSessionId()),
                customer == null ? null : new CustomerId(customer),
                session.getStartedAt(),
                session.getClicks().stream().map(VisitAvroMapper::toDomain).toList(),
                session.getReceivedAt(),
                session.getInteractionOffset());
    }

    private static SessionClick toDomain(dev.tributary.schemas.recommendation.SessionClick click) {
        InteractionKind kind =
                switch (click.getKind()) {
                    // Whatever a newer writer knows, it is a sign of interest.
                    case VIEW, UNKNOWN -> InteractionKind.VIEW;
                    case CART -> InteractionKind.CART;
                    case PURCHASE -> InteractionKind.PURCHASE;
                };
        return new SessionClick(
                click.getInteraction(), new Click(new Sku(click.getSku()), kind), click.getAt());
    }
}
