package dev.tributary.recommendation.topology;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.Interaction;
import dev.tributary.recommendation.domain.InteractionId;
import dev.tributary.recommendation.domain.InteractionKind;
import dev.tributary.recommendation.domain.SessionId;
import dev.tributary.recommendation.domain.Sku;

/** Interactions as ingest-service writes them, to those of the domain. */
final class InteractionAvroMapper {
    private InteractionAvroMapper() {}

    /**
     * @param offset place in the log
     * @throws IllegalArgumentException where the record is no interaction
     */
    static Interaction toDomain(dev.tributary.schemas.ingest.Interaction record, long offset) {
        String customer = record.getCustomerId();
        return new Interaction(
                new InteractionId(record.getInteractionId()),
                new SessionId(record.getSessionId()),
                customer == null ? null : new CustomerId(customer),
                new Click(new Sku(record.getSku()), toDomain(record.getKind())),
                record.getOccurredAt(),
                record.getReceivedAt(),
                offset);
    }

    static InteractionKind toDomain(dev.tributary.schemas.ingest.InteractionKind kind) {
        return switch (kind) {
            // Whatever a newer writer knows, it is a sign of interest.
            case VIEW, UNKNOWN -> InteractionKind.VIEW;
            case CART -> InteractionKind.CART;
            case PURCHASE -> InteractionKind.PURCHASE;
        };
    }
}
