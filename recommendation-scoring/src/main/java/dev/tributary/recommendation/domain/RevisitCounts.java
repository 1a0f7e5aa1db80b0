package dev.tributary.recommendation.domain;

/**
 * How often a visitor who leaves an item goes back to one seen before, by how many items ago that
 * was.
 */
final class RevisitCounts {
    /** Items looked back at. */
    static final int LAGS_MAX = 16;

    private static final int STATES = 2;

    /** By state, number of items to go back to, lag. */
    private final long[][][] occasions = new long[STATES][LAGS_MAX + 1][LAGS_MAX + 1];

    private final long[][][] revisits = new long[STATES][LAGS_MAX + 1][LAGS_MAX + 1];

    /**
     * A visitor went on to another item, or no longer did.
     *
     * @param seenBefore whether the item that is left had been seen before when it was clicked
     * @param others items that could be gone back to, at least one; only {@link #LAGS_MAX} count
     * @param lag of the one gone back to, 1 being the one before; 0 or too great for none of them
     * @param sign 1, or -1 to take away what was added
     */
    void add(boolean seenBefore, int others, int lag, int sign) {
        int state = seenBefore ? 1 : 0;
        int back = Math.min(others, LAGS_MAX);
        for (int r = 1; r <= back; r++) {
            occasions[state][back][r] += sign;
        }
        if (lag >= 1 && lag <= back) {
            revisits[state][back][lag] += sign;
        }
    }

    /** The share of those who go on that goes back so many items. */
    double rate(boolean seenBefore, int others, int lag, RecommenderSettings.Revisits settings) {
        int state = seenBefore ? 1 : 0;
        int back = Math.min(others, LAGS_MAX);
        return (1.0 / (lag + 1) + revisits[state][back][lag])
                / (settings.priorOccasions() + occasions[state][back][lag]);
    }
}
