package dev.tributary.recommendation.domain;

import java.util.Arrays;

/** For each item a short list of longs, which grows to a bound. */
final class LongLists {
    private static final int FIRST_LENGTH = 4;
    private static final int HEADER_BYTES = 16;
    private static final long[] NONE = {};

    private final int lengthMax;
    private long[][] lists = new long[0][];
    private int[] lengths = new int[0];

    /** What the lists of the items take. */
    private long listBytes;

    LongLists(int lengthMax) {
        this.lengthMax = lengthMax;
    }

    int length(int item) {
        return item >= 0 && item < lengths.length ? lengths[item] : 0;
    }

    boolean isFull(int item) {
        return length(item) == lengthMax;
    }

    /** The list of an item; only the first {@link #length} longs are of it. */
    long[] of(int item) {
        return item >= 0 && item < lists.length ? lists[item] : NONE;
    }

    /** Puts a long between two others of a list that is not full. */
    void insert(int item, int at, long value) {
        reserve(item);
        long[] list = lists[item];
        int length = lengths[item];
        if (length == list.length) {
            listBytes -= bytes(list);
            list = Arrays.copyOf(list, Math.min(lengthMax, Math.max(FIRST_LENGTH, length * 2)));
            listBytes += bytes(list);
            lists[item] = list;
        }
        System.arraycopy(list, at, list, at + 1, length - at);
        list[at] = value;
        lengths[item]++;
    }

    void remove(int item, int at) {
        long[] list = lists[item];
        int length = --lengths[item];
        System.arraycopy(list, at + 1, list, at, length - at);
        if (length == 0) {
            listBytes -= bytes(list);
            lists[item] = NONE;
        }
    }

    long bytes() {
        return listBytes + (long) lists.length * (Integer.BYTES * 2);
    }

    private static long bytes(long[] list) {
        return list.length == 0 ? 0 : HEADER_BYTES + (long) list.length * Long.BYTES;
    }

    private void reserve(int item) {
        int before = lists.length;
        if (item >= before) {
            int size = Math.max(item + 1, before * 2);
            lists = Arrays.copyOf(lists, size);
            lengths = Arrays.copyOf(lengths, size);
            Arrays.fill(lists, before, size, NONE);
        }
    }
}
