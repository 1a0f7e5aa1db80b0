package dev.tributary.recommendation.domain;

import com.carrotsearch.hppc.LongIntHashMap;

import java.util.Arrays;

/** The sessions of each source, in the order in which they were told, as rings of slots. */
final class SourceSessions {
    private static final int BYTES_A_SLOT = Integer.BYTES * 2;
    private static final int BYTES_A_SOURCE = (Long.BYTES + Integer.BYTES) * 2;

    private final LongIntHashMap lasts = new LongIntHashMap();
    private final LongIntHashMap sizes = new LongIntHashMap();

    /** By slot the one told after it; after the last comes the first. */
    private int[] next = new int[1_024];

    private int[] previous = new int[1_024];

    /** A source has a session more, the last. */
    void add(long source, int slot) {
        if (slot >= next.length) {
            int size = Math.max(slot + 1, slot * 2);
            next = Arrays.copyOf(next, size);
            previous = Arrays.copyOf(previous, size);
        }
        int last = lasts.getOrDefault(source, slot);
        int first = last == slot ? slot : next[last];
        join(slot, first);
        join(last, slot);
        lasts.put(source, slot);
        sizes.addTo(source, 1);
    }

    /** A source no longer has a session. */
    void remove(long source, int slot) {
        if (sizes.addTo(source, -1) == 0) {
            sizes.remove(source);
            lasts.remove(source);
            return;
        }
        join(previous[slot], next[slot]);
        if (lasts.get(source) == slot) {
            lasts.put(source, previous[slot]);
        }
    }

    /** How many sessions a source has. */
    int size(long source) {
        return sizes.getOrDefault(source, 0);
    }

    /** The slot that was told first of a source's, or {@link SessionSlots#NONE}. */
    int first(long source) {
        int last = lasts.getOrDefault(source, SessionSlots.NONE);
        return last == SessionSlots.NONE ? SessionSlots.NONE : next[last];
    }

    long bytes() {
        return (long) next.length * BYTES_A_SLOT + (long) sizes.keys.length * BYTES_A_SOURCE;
    }

    private void join(int one, int other) {
        next[one] = other;
        previous[other] = one;
    }
}
