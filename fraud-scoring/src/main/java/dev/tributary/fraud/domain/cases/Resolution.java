package dev.tributary.fraud.domain.cases;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What was made of a transaction, as a label tells it.
 *
 * @param ruling what becomes of it
 * @param note why, in the words of who says so; at most {@value #NOTE_LENGTH_MAX} characters
 * @param source name of the label's source
 * @param labelledAt event time: from when on it was known, to the millisecond
 * @param arrivedAt when the label arrived in the log, to the millisecond
 */
public record Resolution(
        Ruling ruling,
        @Nullable String note,
        String source,
        Instant labelledAt,
        Instant arrivedAt) {
    /** Longest note, in UTF-16 units. */
    public static final int NOTE_LENGTH_MAX = 1_000;

    public Resolution {
        if (note != null && note.length() > NOTE_LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "note has %d characters, more than %d"
                            .formatted(note.length(), NOTE_LENGTH_MAX));
        }
    }

    /**
     * Whether this one counts where the other came before: the one that was known later does, and
     * the one that came later where both were known at the same time.
     */
    boolean supersedes(Resolution earlier) {
        return !labelledAt.isBefore(earlier.labelledAt);
    }
}
