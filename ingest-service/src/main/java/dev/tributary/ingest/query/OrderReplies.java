package dev.tributary.ingest.query;

import dev.tributary.common.streams.TopicTail;
import dev.tributary.schemas.inventory.Order;

/**
 * The way back of an order: every committed one is remembered, and told to those who wait for it
 * here. It may come before its verdict. What came before this instance started, the state knows.
 */
public final class OrderReplies implements TopicTail.Listener<Order> {
    private final RecentTransactions recent;
    private final WaitingRequests waiting;

    /**
     * @param recent remembers each
     * @param waiting waits for some
     */
    public OrderReplies(RecentTransactions recent, WaitingRequests waiting) {
        this.recent = recent;
        this.waiting = waiting;
    }

    /**
     * @throws IllegalArgumentException where its id could not have come in here
     */
    @Override
    public void take(Order order, byte[] bytes, int partition, long offset) {
        recent.order(order, bytes, offset);
        waiting.order(order, offset);
    }
}
