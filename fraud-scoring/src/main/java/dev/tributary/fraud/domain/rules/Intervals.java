package dev.tributary.fraud.domain.rules;

import java.util.Arrays;

/**
 * The values of one feature in intervals, numbered from 0 in ascending order; what is absent has
 * the last number of its own.
 */
final class Intervals {
    /** Where each interval after the first begins, ascending. */
    private final double[] cuts;

    private Intervals(double[] cuts) {
        this.cuts = cuts;
    }

    /**
     * @param begins where intervals should begin, in any order, repeated as often as it matters:
     *     where there are too many, those are kept that split the repetitions evenly
     * @param max intervals at most, besides the absent one; 1 or more
     */
    static Intervals of(double[] begins, int max) {
        double[] sorted = begins.clone();
        Arrays.sort(sorted);
        double[] distinct = Arrays.stream(sorted).distinct().toArray();
        if (distinct.length < max) {
            return new Intervals(distinct);
        }
        double[] kept = new double[max - 1];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = sorted[(int) ((i + 1L) * sorted.length / max)];
        }
        return new Intervals(Arrays.stream(kept).distinct().toArray());
    }

    /** How many there are, the absent one included. */
    int count() {
        return cuts.length + 2;
    }

    int absent() {
        return cuts.length + 1;
    }

    /** The number of the interval with this value: the cuts up to it. */
    int of(double value) {
        if (Double.isNaN(value)) {
            return absent();
        }
        int from = 0;
        int length = cuts.length;
        // A halving without a branch that could be guessed wrong.
        while (length > 1) {
            int half = length >>> 1;
            from += cuts[from + half - 1] <= value ? half : 0;
            length -= half;
        }
        return from + (length == 1 && cuts[from] <= value ? 1 : 0);
    }
}
