package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.InteractionKind;
import dev.tributary.recommendation.domain.LearnableSession;
import dev.tributary.recommendation.domain.LearnableSession.Origin;
import dev.tributary.recommendation.domain.Recommender;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.VisitId;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderStatus;

import java.time.Instant;

/**
 * Teaches the index of this instance what was bought together, from {@code inventory.orders.v1}:
 * baskets of transactions that were approved and served. One that was blocked, or fell short, never
 * was a purchase. A basket of one item tells nothing of what goes with it.
 */
public final class PurchaseFeed implements CompactedFeed.Keeper<String, Order> {
    /** Ids of visits end with a time. */
    private static final String ORDER = "order ";

    private final Recommender recommender;

    public PurchaseFeed(Recommender recommender) {
        this.recommender = recommender;
    }

    /**
     * @throws IllegalArgumentException where the record is no order; what was known before stands
     */
    @Override
    public void put(String transactionId, Order order) {
        if (order.getStatus() == OrderStatus.CONFIRMED && order.getLines().size() > 1) {
            Instant closedAt = order.getClosedAt();
            recommender.learn(
                    new LearnableSession(
                            id(transactionId),
                            Origin.ORDER,
                            order.getLines().stream().map(PurchaseFeed::purchase).toList(),
                            closedAt == null ? order.getRequestedAt() : closedAt,
                            LearnableSession.NO_SOURCE));
        }
    }

    @Override
    public void removed(String transactionId) {
        recommender.forget(id(transactionId));
    }

    @Override
    public void caughtUp() {
        // Readiness asks the feed itself.
    }

    @Override
    public void begunAgain() {
        recommender.forgetAll(Origin.ORDER);
    }

    private static VisitId id(String transactionId) {
        return new VisitId(ORDER + transactionId);
    }

    private static Click purchase(OrderLine line) {
        return new Click(new Sku(line.getSku()), InteractionKind.PURCHASE);
    }
}
