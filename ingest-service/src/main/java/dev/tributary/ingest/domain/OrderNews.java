package dev.tributary.ingest.domain;

/**
 * What was told of an order, and where. Each telling is a full snapshot and all of one order are in
 * one partition of the log, so of two the later one counts, whatever came by first.
 *
 * @param order the snapshot
 * @param offset where it is in its partition, 0 or more
 * @param <O> form in which an order is kept; not looked into
 */
public record OrderNews<O>(O order, long offset) {
    public OrderNews {
        if (offset < 0) {
            throw new IllegalArgumentException("no record is at offset " + offset);
        }
    }

    /** Whether this was told after another. */
    boolean isNewerThan(OrderNews<O> other) {
        return offset > other.offset;
    }
}
