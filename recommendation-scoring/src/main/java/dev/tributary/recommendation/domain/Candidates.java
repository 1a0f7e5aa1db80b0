package dev.tributary.recommendation.domain;

import com.carrotsearch.hppc.IntIntHashMap;

import java.util.Arrays;

/**
 * The items that a prediction comes upon, a row each, in the order in which it does: with a score,
 * and how much of it each item of the session led to.
 */
final class Candidates {
    private static final int NONE = -1;

    private final IntIntHashMap rows = new IntIntHashMap(1_024);
    private int size;
    private int width;
    private int[] items = new int[1_024];
    private double[] scores = new double[1_024];
    private double[] hops = new double[1_024];

    /** By row and item of the session. */
    private double[] shares = new double[1_024];

    private double[] hopShares = new double[1_024];

    /**
     * Begins another prediction.
     *
     * @param sessionItems items of the session that it looks at
     */
    void reset(int sessionItems) {
        rows.clear();
        size = 0;
        width = sessionItems;
    }

    int size() {
        return size;
    }

    int item(int row) {
        return items[row];
    }

    double score(int row) {
        return scores[row];
    }

    /** How much of the score of a row an item of the session led to. */
    double share(int row, int sessionItem) {
        return shares[row * width + sessionItem];
    }

    /** The row of an item, a new one if it has none. */
    int row(int item) {
        int known = rows.getOrDefault(item, NONE);
        if (known != NONE) {
            return known;
        }
        reserve();
        rows.put(item, size);
        items[size] = item;
        scores[size] = 0;
        hops[size] = 0;
        Arrays.fill(shares, size * width, (size + 1) * width, 0);
        Arrays.fill(hopShares, size * width, (size + 1) * width, 0);
        return size++;
    }

    /** Adds to a row what an item of the session led to. */
    void add(int row, int sessionItem, double score) {
        scores[row] += score;
        shares[row * width + sessionItem] += score;
    }

    /** Multiplies the score of a row, whatever led to it. */
    void scale(int row, double factor) {
        scores[row] *= factor;
        for (int i = row * width; i < (row + 1) * width; i++) {
            shares[i] *= factor;
        }
    }

    /** Gives a row another score, whatever led to it. */
    void set(int row, double score) {
        scores[row] = score;
    }

    /** Adds to a row a part of another one's score; it counts after {@link #addHops}. */
    void hop(int from, int to, double factor) {
        hops[to] += factor * scores[from];
        for (int i = 0; i < width; i++) {
            hopShares[to * width + i] += factor * shares[from * width + i];
        }
    }

    void addHops() {
        for (int row = 0; row < size; row++) {
            scores[row] += hops[row];
        }
        for (int i = 0; i < size * width; i++) {
            shares[i] += hopShares[i];
        }
    }

    private void reserve() {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            scores = Arrays.copyOf(scores, size * 2);
            hops = Arrays.copyOf(hops, size * 2);
        }
        int needed = (size + 1) * width;
        if (needed > shares.length) {
            shares = Arrays.copyOf(shares, Math.max(needed, shares.length * 2));
            hopShares = Arrays.copyOf(hopShares, shares.length);
        }
    }
}
