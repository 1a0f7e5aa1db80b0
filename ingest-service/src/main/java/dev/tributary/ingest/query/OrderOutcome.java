package dev.tributary.ingest.query;

import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

/** What there is to wait for beyond a verdict. */
public final class OrderOutcome {
    private OrderOutcome() {}

    /**
     * Whether an order has an outcome. It may change once more: what is held is confirmed or
     * released later. A status that this version does not know is none, as nobody could tell it.
     */
    static boolean isIn(Order order) {
        return switch (order.getStatus()) {
            case CONFIRMED, REJECTED, HELD, RELEASED -> true;
            case PENDING, UNKNOWN -> false;
        };
    }

    /**
     * Whether nothing is to be waited for: the verdict is known, and the outcome of the order or
     * that there is none.
     */
    public static boolean isKnownOf(KnownTransaction<Verdict, Order> transaction) {
        return transaction.verdict() != null && !isAwaitedFor(transaction);
    }

    /** Whether there is, or may be, an order whose outcome is not known. */
    public static boolean isAwaitedFor(KnownTransaction<Verdict, Order> transaction) {
        return transaction.order() == null
                ? transaction.basket() == null || !transaction.basket().lines().isEmpty()
                : !isIn(transaction.order().order());
    }
}
