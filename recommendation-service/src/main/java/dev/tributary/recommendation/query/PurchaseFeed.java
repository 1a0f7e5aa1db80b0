package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.CustomerHistories;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.InteractionKind;
import dev.tributary.recommendation.domain.LearnableSession;
import dev.tributary.recommendation.domain.LearnableSession.Origin;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.SessionClick;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.VisitId;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderStatus;

import java.time.Instant;
import java.util.List;

/**
 * Teaches the index of this instance what was bought together, from {@code inventory.orders.v1}:
 * baskets of transactions that were approved and served. One that was blocked, or fell short, never
 * was a purchase. A basket of one item tells nothing of what goes with it. What a customer bought
 * is kept beside it, and of who does not want it nothing is.
 */
public final class PurchaseFeed implements CompactedFeed.Keeper<String, Order> {
    /** Ids of visits end with a time. */
    private static final String ORDER = "order ";

    private final Recommender recommender;
    private final CustomerHistories histories;
    private final Consents consents;

    public PurchaseFeed(Recommender recommender, CustomerHistories histories, Consents consents) {
        this.recommender = recommender;
        this.histories = histories;
        this.consents = consents;
    }

    /**
     * @throws IllegalArgumentException where the record is no order; what was known before stands
     */
    @Override
    public void put(String transactionId, Order order) {
        if (order.getStatus() != OrderStatus.CONFIRMED) {
            return;
        }
        VisitId id = id(transactionId);
        String customerId = order.getCustomerId();
        CustomerId customer = customerId == null ? null : new CustomerId(customerId);
        if (customer != null && !consents.allows(customer, order.getRequestedAt())) {
            return;
        }
        Instant closedAt = order.getClosedAt();
        Instant at = closedAt == null ? order.getRequestedAt() : closedAt;
        List<Click> bought = order.getLines().stream().map(PurchaseFeed::purchase).toList();
        if (customer != null) {
            histories.put(
                    customer,
                    id,
                    Origin.ORDER,
                    bought.stream().map(click -> new SessionClick(0, click, at)).toList());
        }
        if (bought.size() > 1) {
            recommender.learn(
                    new LearnableSession(
                            id,
                            Origin.ORDER,
                            bought,
                            at,
                            customer == null ? LearnableSession.NO_SOURCE : customer.hash()));
        }
    }

    @Override
    public void removed(String transactionId) {
        recommender.forget(id(transactionId));
        histories.forget(id(transactionId));
    }

    @Override
    public void caughtUp() {
        // Readiness asks the feed itself.
    }

    @Override
    public void begunAgain() {
        recommender.forgetAll(Origin.ORDER);
        histories.forgetAll(Origin.ORDER);
    }

    private static VisitId id(String transactionId) {
        return new VisitId(ORDER + transactionId);
    }

    private static Click purchase(OrderLine line) {
        return new Click(new Sku(line.getSku()), InteractionKind.PURCHASE);
    }
}
