package dev.tributary.fraud.domain;

import java.util.Arrays;

/**
 * The merchants a card was used at in transactions that were not blocked, by last use, ties by id,
 * oldest first. Immutable; the one unused for longest goes first. Ids are {@link IdHash} values,
 * times are event times in milliseconds since 1970-01-01T00:00:00Z.
 */
public final class KnownMerchants {
    public static final KnownMerchants NONE =
            new KnownMerchants(new long[0], new long[0], new long[0]);

    private final long[] ids;
    private final long[] firstSeenMs;
    private final long[] lastSeenMs;

    private KnownMerchants(long[] ids, long[] firstSeenMs, long[] lastSeenMs) {
        this.ids = ids;
        this.firstSeenMs = firstSeenMs;
        this.lastSeenMs = lastSeenMs;
    }

    /**
     * Merchants by column; the arrays are taken over and must not be changed any more.
     *
     * @throws IllegalArgumentException where columns differ in length, rows are not in order or a
     *     merchant was first seen after it was last seen
     */
    public static KnownMerchants ofColumns(long[] ids, long[] firstSeenMs, long[] lastSeenMs) {
        if (ids.length != firstSeenMs.length || ids.length != lastSeenMs.length) {
            throw new IllegalArgumentException("columns of merchants differ in length");
        }
        KnownMerchants merchants = new KnownMerchants(ids, firstSeenMs, lastSeenMs);
        for (int i = 0; i < ids.length; i++) {
            EventTime.checked(firstSeenMs[i]);
            EventTime.checked(lastSeenMs[i]);
            if (firstSeenMs[i] > lastSeenMs[i]) {
                throw new IllegalArgumentException("a merchant first seen after it was last seen");
            }
            if (i > 0 && merchants.compare(i - 1, lastSeenMs[i], ids[i]) >= 0) {
                throw new IllegalArgumentException(
                        "merchants are not in order of time: " + (i - 1) + " and " + i);
            }
        }
        return merchants;
    }

    public int size() {
        return ids.length;
    }

    public long[] ids() {
        return ids.clone();
    }

    public long[] firstSeenMs() {
        return firstSeenMs.clone();
    }

    public long[] lastSeenMs() {
        return lastSeenMs.clone();
    }

    long id(int i) {
        return ids[i];
    }

    long firstSeenMs(int i) {
        return firstSeenMs[i];
    }

    /** With one more use. */
    KnownMerchants plus(long id, long timeMs, int max) {
        long first = timeMs;
        long last = timeMs;
        int known = -1;
        for (int i = 0; i < ids.length; i++) {
            if (ids[i] == id) {
                known = i;
                first = Math.min(first, firstSeenMs[i]);
                last = Math.max(last, lastSeenMs[i]);
            }
        }
        int others = known < 0 ? ids.length : ids.length - 1;
        KnownMerchants all =
                new KnownMerchants(
                        new long[others + 1], new long[others + 1], new long[others + 1]);
        int to = 0;
        boolean placed = false;
        for (int i = 0; i < ids.length; i++) {
            if (i == known) {
                continue;
            }
            if (!placed && compare(i, last, id) > 0) {
                all.put(to++, id, first, last);
                placed = true;
            }
            all.put(to++, ids[i], firstSeenMs[i], lastSeenMs[i]);
        }
        if (!placed) {
            all.put(to, id, first, last);
        }
        return all.newest(max);
    }

    private void put(int i, long id, long first, long last) {
        ids[i] = id;
        firstSeenMs[i] = first;
        lastSeenMs[i] = last;
    }

    private KnownMerchants newest(int max) {
        int first = Math.max(0, ids.length - max);
        return first == 0
                ? this
                : new KnownMerchants(
                        Arrays.copyOfRange(ids, first, ids.length),
                        Arrays.copyOfRange(firstSeenMs, first, ids.length),
                        Arrays.copyOfRange(lastSeenMs, first, ids.length));
    }

    private int compare(int i, long lastSeen, long id) {
        int byTime = Long.compare(lastSeenMs[i], lastSeen);
        return byTime != 0 ? byTime : Long.compare(ids[i], id);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KnownMerchants that
                && Arrays.equals(ids, that.ids)
                && Arrays.equals(firstSeenMs, that.firstSeenMs)
                && Arrays.equals(lastSeenMs, that.lastSeenMs);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(ids) + Arrays.hashCode(lastSeenMs);
    }

    @Override
    public String toString() {
        return ids.length + " merchants";
    }
}
