package dev.tributary.ingest.query;

import dev.tributary.common.streams.TopicTail;
import dev.tributary.schemas.fraud.Verdict;

/**
 * The way back of a verdict: every committed one is remembered, and told to those who wait for it
 * here. A verdict from before a request cannot be its answer, so the end of the log is early
 * enough.
 */
public final class VerdictReplies implements TopicTail.Listener<Verdict> {
    private final RecentTransactions recent;
    private final WaitingRequests waiting;

    /**
     * @param recent remembers each
     * @param waiting waits for some
     */
    public VerdictReplies(RecentTransactions recent, WaitingRequests waiting) {
        this.recent = recent;
        this.waiting = waiting;
    }

    /**
     * @throws IllegalArgumentException where its id could not have come in here
     */
    @Override
    public void take(Verdict verdict, byte[] bytes, int partition, long offset) {
        recent.decide(verdict, bytes);
        waiting.decide(verdict);
    }
}
