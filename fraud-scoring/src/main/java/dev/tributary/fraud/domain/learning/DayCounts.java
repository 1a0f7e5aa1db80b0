package dev.tributary.fraud.domain.learning;

import org.jspecify.annotations.Nullable;

/**
 * Hits of a day and what became of them.
 *
 * @param hits transactions, labelled or not
 * @param frauds those labelled as fraud
 * @param honest those labelled as honest
 */
public record DayCounts(long hits, long frauds, long honest) {
    public static final DayCounts NONE = new DayCounts(0, 0, 0);

    public DayCounts {
        if (hits < 0 || frauds < 0 || honest < 0 || frauds + honest > hits) {
            throw new IllegalArgumentException(
                    "no counts of a day: %d hits, %d frauds, %d honest"
                            .formatted(hits, frauds, honest));
        }
    }

    /** With one more hit, that has no label. */
    public DayCounts hit() {
        return new DayCounts(hits + 1, frauds, honest);
    }

    /**
     * With the label of one of the hits, in place of the one it had.
     *
     * @param before what counted; null where it had none
     */
    public DayCounts labelled(@Nullable Label before, Label now) {
        return new DayCounts(
                hits,
                frauds + count(now, true) - count(before, true),
                honest + count(now, false) - count(before, false));
    }

    private static int count(@Nullable Label label, boolean fraud) {
        return label != null && label.fraud() == fraud ? 1 : 0;
    }

    public DayCounts plus(DayCounts other) {
        return new DayCounts(hits + other.hits, frauds + other.frauds, honest + other.honest);
    }

    /** Hits with a label. */
    public long labelled() {
        return frauds + honest;
    }

    /** Hits without one. */
    public long unlabelled() {
        return hits - labelled();
    }
}
