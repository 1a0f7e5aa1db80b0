package dev.tributary.recommendation.domain;

import java.util.Arrays;

/**
 * The items that a prediction comes upon, a row each: first those of the session, the newest in
 * front, then the others in the order in which it does.
 *
 * <p>What led to a score is written down as it is added, and worked out for the few rows that are
 * shown ({@link #attribute}), because a prediction comes upon many more.
 */
final class Candidates {
    private static final int NONE = -1;
    private static final int ROWS = 1_024;

    /** By item its row, if the prediction that came upon it is this one. */
    private int[] rows = new int[ROWS];

    private int[] cameUpon = new int[ROWS];
    private int prediction;
    private int size;
    private int width;
    private int[] items = new int[ROWS];
    private double[] scores = new double[ROWS];
    private double[] factors = new double[ROWS];
    private double[] hops = new double[ROWS];

    /** What was added: to which row, what item of the session led to it, and how much. */
    private int added;

    private int[] addedTo = new int[ROWS];
    private int[] addedBecause = new int[ROWS];
    private double[] addedScores = new double[ROWS];

    /** The hops: from which row to which, and how much of its score. */
    private int hopped;

    private int[] hopFrom = new int[ROWS];
    private int[] hopTo = new int[ROWS];
    private double[] hopFactors = new double[ROWS];

    /** By row its place among those that shares are worked out for. */
    private int[] places = new int[ROWS];

    /** By place and item of the session, before the hops and after them. */
    private double[] ownShares = new double[ROWS];

    private double[] shares = new double[ROWS];

    /**
     * Begins another prediction.
     *
     * @param session gets the first rows: its item n, counted back, row n
     */
    void begin(PresentSession session) {
        prediction++;
        size = 0;
        added = 0;
        hopped = 0;
        width = session.count();
        for (int back = 0; back < width; back++) {
            int _ = add(session.item(back));
        }
    }

    int size() {
        return size;
    }

    /** How many rows are items of the session. */
    int sessionItems() {
        return width;
    }

    int item(int row) {
        return items[row];
    }

    double score(int row) {
        return scores[row];
    }

    /** The row of an item that the index has, a new one if it has none. */
    int row(int item) {
        return item < rows.length && cameUpon[item] == prediction ? rows[item] : add(item);
    }

    /**
     * @param item of the session it may be one that the index does not have, below 0
     */
    private int add(int item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, size * 2);
            scores = Arrays.copyOf(scores, size * 2);
            factors = Arrays.copyOf(factors, size * 2);
            hops = Arrays.copyOf(hops, size * 2);
            places = Arrays.copyOf(places, size * 2);
        }
        if (item >= rows.length) {
            int length = Math.max(item + 1, rows.length * 2);
            rows = Arrays.copyOf(rows, length);
            cameUpon = Arrays.copyOf(cameUpon, length);
        }
        if (item >= 0) {
            rows[item] = size;
            cameUpon[item] = prediction;
        }
        items[size] = item;
        scores[size] = 0;
        hops[size] = 0;
        return size++;
    }

    /** Adds to a row what an item of the session led to. */
    void add(int row, int sessionItem, double score) {
        scores[row] += score;
        if (added == addedTo.length) {
            addedTo = Arrays.copyOf(addedTo, added * 2);
            addedBecause = Arrays.copyOf(addedBecause, added * 2);
            addedScores = Arrays.copyOf(addedScores, added * 2);
        }
        addedTo[added] = row;
        addedBecause[added] = sessionItem;
        addedScores[added++] = score;
    }

    /**
     * Says what a row's score is to be multiplied by.
     *
     * @return what the score is then; it counts after {@link #scale}
     */
    double factor(int row, double factor) {
        factors[row] = factor;
        return scores[row] * factor;
    }

    /** Multiplies every score by the row's factor and one of all rows. */
    void scale(double ofAll) {
        for (int row = 0; row < size; row++) {
            factors[row] *= ofAll;
            scores[row] *= factors[row];
        }
        for (int i = 0; i < added; i++) {
            addedScores[i] *= factors[addedTo[i]];
        }
    }

    /** Gives a row another score, whatever led to it. */
    void set(int row, double score) {
        scores[row] = score;
    }

    /** Adds to a row a part of another one's score; it counts after {@link #addHops}. */
    void hop(int from, int to, double factor) {
        hops[to] += factor * scores[from];
        if (hopped == hopFrom.length) {
            hopFrom = Arrays.copyOf(hopFrom, hopped * 2);
            hopTo = Arrays.copyOf(hopTo, hopped * 2);
            hopFactors = Arrays.copyOf(hopFactors, hopped * 2);
        }
        hopFrom[hopped] = from;
        hopTo[hopped] = to;
        hopFactors[hopped++] = factor;
    }

    void addHops() {
        for (int row = 0; row < size; row++) {
            scores[row] += hops[row];
        }
    }

    /**
     * Works out how much of some rows' scores each item of the session led to.
     *
     * @param shown the rows
     * @param hoppedFrom all rows that hops were made from
     */
    void attribute(BestFew shown, BestFew hoppedFrom) {
        Arrays.fill(places, 0, size, NONE);
        int taken = place(hoppedFrom, place(shown, 0));
        if (taken * width > shares.length) {
            ownShares = new double[taken * width];
            shares = new double[taken * width];
        }
        Arrays.fill(ownShares, 0, taken * width, 0);
        for (int i = 0; i < added; i++) {
            int place = places[addedTo[i]];
            if (place != NONE) {
                ownShares[place * width + addedBecause[i]] += addedScores[i];
            }
        }
        System.arraycopy(ownShares, 0, shares, 0, taken * width);
        for (int i = 0; i < hopped; i++) {
            int to = places[hopTo[i]] * width;
            int from = places[hopFrom[i]] * width;
            for (int because = 0; to >= 0 && because < width; because++) {
                shares[to + because] += hopFactors[i] * ownShares[from + because];
            }
        }
    }

    private int place(BestFew some, int first) {
        int next = first;
        for (int rank = 0; rank < some.size(); rank++) {
            if (places[some.row(rank)] == NONE) {
                places[some.row(rank)] = next++;
            }
        }
        return next;
    }

    /**
     * How much of the score of a row that shares were worked out for an item of the session led to.
     */
    double share(int row, int sessionItem) {
        return shares[places[row] * width + sessionItem];
    }
}
