package dev.tributary.fraud.domain.learning;

/**
 * What was told of a transaction.
 *
 * @param fraud whether it was fraud
 * @param labelledAtMs event time: from when on it was known, milliseconds since
 *     1970-01-01T00:00:00Z
 */
public record Label(boolean fraud, long labelledAtMs) {
    /**
     * Whether this one counts where the other came before: the one that was known later does, and
     * the one that came later where both were known at the same time.
     */
    public boolean supersedes(Label earlier) {
        return labelledAtMs >= earlier.labelledAtMs;
    }
}
