package dev.tributary.fraud.domain;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The latest uses of one entity by event time, ties by id, oldest first. Immutable, one array a
 * column, as {@link Attempts} and for the same reason.
 */
public final class EntityUses {
    public static final EntityUses NONE = new EntityUses(new long[0], new long[0], new long[0]);

    private final long[] ids;
    private final long[] cards;
    private final long[] timesMs;

    private EntityUses(long[] ids, long[] cards, long[] timesMs) {
        this.ids = ids;
        this.cards = cards;
        this.timesMs = timesMs;
    }

    /**
     * Uses by column, as {@link EntityUse} describes them; the arrays are taken over and must not
     * be changed any more.
     *
     * @throws IllegalArgumentException where columns differ in length or rows are not in order
     */
    public static EntityUses ofColumns(long[] ids, long[] cards, long[] timesMs) {
        if (ids.length != cards.length || ids.length != timesMs.length) {
            throw new IllegalArgumentException("columns of uses differ in length");
        }
        EntityUses uses = new EntityUses(ids, cards, timesMs);
        for (int i = 0; i < ids.length; i++) {
            EventTime.checked(timesMs[i]);
            if (i > 0 && uses.compare(i - 1, timesMs[i], ids[i]) >= 0) {
                throw new IllegalArgumentException(
                        "uses are not in order of time: " + (i - 1) + " and " + i);
            }
        }
        return uses;
    }

    public int size() {
        return ids.length;
    }

    public long[] ids() {
        return ids.clone();
    }

    public long[] cards() {
        return cards.clone();
    }

    public long[] timesMs() {
        return timesMs.clone();
    }

    long card(int i) {
        return cards[i];
    }

    long timeMs(int i) {
        return timesMs[i];
    }

    /** Cards among the uses. */
    int cardCount() {
        Set<Long> distinct = new HashSet<>();
        for (long card : cards) {
            distinct.add(card);
        }
        return distinct.size();
    }

    boolean contains(long id) {
        for (long known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }

    /** The uses with one more, as old as the horizon allows, and no more than {@code max}. */
    EntityUses plus(EntityUse use, int max, long horizonMs) {
        int position = ids.length;
        while (position > 0 && compare(position - 1, use.occurredAtMs(), use.id()) > 0) {
            position--;
        }
        EntityUses all =
                new EntityUses(
                        with(ids, position, use.id()),
                        with(cards, position, use.card()),
                        with(timesMs, position, use.occurredAtMs()));
        int first = Math.max(0, all.size() - max);
        long newestMs = all.timesMs[all.size() - 1];
        while (newestMs - all.timesMs[first] >= horizonMs) {
            first++;
        }
        return first == 0
                ? all
                : new EntityUses(
                        Arrays.copyOfRange(all.ids, first, all.size()),
                        Arrays.copyOfRange(all.cards, first, all.size()),
                        Arrays.copyOfRange(all.timesMs, first, all.size()));
    }

    private static long[] with(long[] column, int position, long value) {
        long[] more = new long[column.length + 1];
        System.arraycopy(column, 0, more, 0, position);
        more[position] = value;
        System.arraycopy(column, position, more, position + 1, column.length - position);
        return more;
    }

    private int compare(int i, long timeMs, long id) {
        int byTime = Long.compare(timesMs[i], timeMs);
        return byTime != 0 ? byTime : Long.compare(ids[i], id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityUses that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(cards, that.cards)
                && Arrays.equals(timesMs, that.timesMs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(timesMs);
    }

    @Override
    public String toString() {
        return ids.length + " uses";
    }
}
