package dev.tributary.fraud.domain;

/**
 * Numbers in features that are learned from labelled history and belong to a model.
 *
 * @param amountCutMinor amount above which transactions were nearly always fraud, in minor units of
 *     the reference currency, 1 or more; {@link #NO_CUT} where there is no such amount
 */
public record LearnedConstants(long amountCutMinor) {
    /** No amount alone tells fraud. */
    public static final long NO_CUT = Long.MAX_VALUE;

    /** Before anything was learned. */
    public static final LearnedConstants NONE = new LearnedConstants(NO_CUT);

    public LearnedConstants {
        if (amountCutMinor < 1) {
            throw new IllegalArgumentException(
                    "amountCutMinor is " + amountCutMinor + ", not 1 or more");
        }
    }

    /** Whether there is such an amount. */
    public boolean hasAmountCut() {
        return amountCutMinor != NO_CUT;
    }
}
