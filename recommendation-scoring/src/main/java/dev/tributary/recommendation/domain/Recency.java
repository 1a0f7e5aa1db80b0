package dev.tributary.recommendation.domain;

/**
 * A session and its age in a long: the slot in the lower {@value #SLOT_BITS} bits, above it the
 * time of its last click in hundredths of a second. Newer is greater; of two sessions of the same
 * hundredth the one in the higher slot counts as newer.
 */
final class Recency {
    static final int SLOT_BITS = 24;

    /** Sessions are fewer than this. */
    static final int SLOTS_MAX = 1 << SLOT_BITS;

    private static final int MILLIS_A_TICK = 10;

    private Recency() {}

    static long of(long epochMillis, int slot) {
        return ((epochMillis / MILLIS_A_TICK) << SLOT_BITS) | slot;
    }

    static int slot(long recency) {
        return (int) recency & (SLOTS_MAX - 1);
    }

    static long epochMillis(long recency) {
        return (recency >> SLOT_BITS) * MILLIS_A_TICK;
    }
}
