package dev.tributary.recommendation.domain;

import com.carrotsearch.hppc.LongIntHashMap;

import dev.tributary.recommendation.domain.LearnableSession.Origin;

import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * The sessions of the index, each in a slot: its clicks, when it was last clicked in and who is
 * behind it.
 *
 * <p>A session is known by 64 bits of a hash. Of ten million sessions two share them by chance once
 * in some 400,000 such indexes; then the later one replaces the earlier.
 */
final class SessionSlots {
    /** Of a session that has none. */
    static final int NONE = -1;

    private static final int BYTES_A_SLOT = Long.BYTES * 3 + Integer.BYTES * 2;

    private final IntSlabs clicks = new IntSlabs();
    private final OldestFirst ages = new OldestFirst();
    private final LongIntHashMap slots = new LongIntHashMap();
    private final SourceSessions bySource = new SourceSessions();

    /** Slots in use. */
    private final Map<Origin, BitSet> used = new EnumMap<>(Origin.class);

    private long[] ids = new long[1_024];
    private long[] recencies = new long[1_024];
    private long[] sources = new long[1_024];
    private int[] places = new int[1_024];
    private int[] lengths = new int[1_024];
    private int[] free = new int[16];
    private int freeCount;
    private int end;
    private long clickCount;

    SessionSlots() {
        for (Origin origin : Origin.values()) {
            used.put(origin, new BitSet());
        }
    }

    /** The slot of a session, or {@link #NONE}. */
    int find(VisitId session) {
        return slots.getOrDefault(Identifier.hash(session.value()), NONE);
    }

    /**
     * Keeps a session that has no slot.
     *
     * @param packed its clicks, as {@link PackedClick}, in the first ints
     * @return its slot
     */
    int add(LearnableSession session, int[] packed, int length) {
        int slot = freeCount > 0 ? free[--freeCount] : newSlot();
        ids[slot] = Identifier.hash(session.id().value());
        recencies[slot] = Recency.of(session.lastClickAt().toEpochMilli(), slot);
        sources[slot] = session.source();
        places[slot] = clicks.add(packed, length);
        lengths[slot] = length;
        clickCount += length;
        slots.put(ids[slot], slot);
        ages.add(recencies[slot]);
        bySource.add(session.source(), slot);
        used(session.origin()).set(slot);
        return slot;
    }

    /**
     * Whether a session is one that is kept, with more clicks at its end or none.
     *
     * @param packed its clicks, as {@link PackedClick}, in the first ints
     */
    boolean isContinued(int slot, LearnableSession session, int[] packed, int length) {
        if (length < lengths[slot]
                || sources[slot] != session.source()
                || !used(session.origin()).get(slot)) {
            return false;
        }
        for (int i = 0; i < lengths[slot]; i++) {
            if (packed[i] != click(slot, i)) {
                return false;
            }
        }
        return true;
    }

    /** Keeps a session that is continued as it is now, in its slot. */
    void goOn(int slot, LearnableSession session, int[] packed, int length) {
        ages.remove(slot);
        recencies[slot] = Recency.of(session.lastClickAt().toEpochMilli(), slot);
        ages.add(recencies[slot]);
        bySource.remove(sources[slot], slot);
        bySource.add(sources[slot], slot);
        clicks.release(places[slot], lengths[slot]);
        clickCount += length - lengths[slot];
        places[slot] = clicks.add(packed, length);
        lengths[slot] = length;
    }

    void remove(int slot) {
        slots.remove(ids[slot]);
        ages.remove(slot);
        bySource.remove(sources[slot], slot);
        used.values().forEach(slotsInUse -> slotsInUse.clear(slot));
        clicks.release(places[slot], lengths[slot]);
        clickCount -= lengths[slot];
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = slot;
    }

    /** Any session of an origin, or {@link #NONE}. */
    int any(Origin origin) {
        return used(origin).nextSetBit(0);
    }

    private BitSet used(Origin origin) {
        return Objects.requireNonNull(used.get(origin), "there from the beginning");
    }

    /** The session that has been quiet for longest; there is one. */
    int oldest() {
        return ages.oldest();
    }

    /** How many sessions a source has. */
    int sizeOf(long source) {
        return bySource.size(source);
    }

    /** The session of a source that was told first, or {@link #NONE}. */
    int firstOf(long source) {
        return bySource.first(source);
    }

    /** How many sessions there are. */
    int size() {
        return slots.size();
    }

    /** How many clicks they have. */
    long clickCount() {
        return clickCount;
    }

    int length(int slot) {
        return lengths[slot];
    }

    /** One of the clicks, 0 being the oldest, as {@link PackedClick}. */
    int click(int slot, int index) {
        return clicks.get(places[slot] + index);
    }

    long recency(int slot) {
        return recencies[slot];
    }

    long source(int slot) {
        return sources[slot];
    }

    long bytes() {
        return clicks.bytes()
                + ages.bytes()
                + bySource.bytes()
                + (long) ids.length * BYTES_A_SLOT
                + (long) slots.keys.length * (Long.BYTES + Integer.BYTES);
    }

    private int newSlot() {
        if (end == ids.length) {
            int size = ids.length * 2;
            ids = Arrays.copyOf(ids, size);
            recencies = Arrays.copyOf(recencies, size);
            sources = Arrays.copyOf(sources, size);
            places = Arrays.copyOf(places, size);
            lengths = Arrays.copyOf(lengths, size);
        }
        return end++;
    }
}
