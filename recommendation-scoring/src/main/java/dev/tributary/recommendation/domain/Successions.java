package dev.tributary.recommendation.domain;

import java.util.Arrays;

/**
 * What followed what: for each item its most frequent successors, weighted by their distance.
 * Weights are whole numbers of {@link #UNIT}, so that taking away what was added leaves nothing, in
 * whatever order.
 */
final class Successions {
    /** What a weight of 1 counts. */
    static final int UNIT = 20;

    /** By item: successor in the lower half, weight in the upper half; in no order. */
    private final LongLists lists;

    private long[] totals = new long[1_024];

    /**
     * @param successorsMax kept of an item; beyond that the one with the lowest weight goes first
     */
    Successions(int successorsMax) {
        this.lists = new LongLists(successorsMax);
    }

    /**
     * An item was followed by another one, or no longer was.
     *
     * @param weight in {@link #UNIT}; below 0 to take away what was added
     */
    void add(int item, int successor, int weight) {
        if (item >= totals.length) {
            totals = Arrays.copyOf(totals, item * 2);
        }
        totals[item] += weight;
        int at = find(item, successor);
        if (at >= 0) {
            change(item, at, weight(item, at) + weight);
        } else if (weight > 0) {
            if (lists.isFull(item)) {
                lists.remove(item, lowest(item));
            }
            lists.insert(item, lists.length(item), entry(successor, weight));
        }
    }

    /** The sum of the weights of all that ever followed an item, kept or not. */
    double total(int item) {
        return item >= 0 && item < totals.length ? (double) totals[item] / UNIT : 0;
    }

    int length(int item) {
        return lists.length(item);
    }

    /** One of the successors kept. */
    int successor(int item, int index) {
        return (int) lists.of(item)[index];
    }

    /** The weight of one of the successors kept, in {@link #UNIT}. */
    int weight(int item, int index) {
        return (int) (lists.of(item)[index] >> Integer.SIZE);
    }

    long bytes() {
        return lists.bytes() + (long) totals.length * Long.BYTES;
    }

    private void change(int item, int at, int weight) {
        if (weight > 0) {
            lists.of(item)[at] = entry(successor(item, at), weight);
        } else {
            lists.remove(item, at);
        }
    }

    private int find(int item, int successor) {
        int length = lists.length(item);
        for (int i = 0; i < length; i++) {
            if (successor(item, i) == successor) {
                return i;
            }
        }
        return -1;
    }

    private int lowest(int item) {
        long[] list = lists.of(item);
        int lowest = 0;
        for (int i = 1; i < lists.length(item); i++) {
            if (list[i] < list[lowest]) {
                lowest = i;
            }
        }
        return lowest;
    }

    private static long entry(int successor, int weight) {
        return ((long) weight << Integer.SIZE) | successor;
    }
}
