package dev.tributary.fraud.domain;

import java.util.Arrays;

/**
 * The latest amounts of a card, for statistics that a few outliers do not move: the median and the
 * median absolute deviation from it (F. R. Hampel, The influence curve and its role in robust
 * estimation, Journal of the American Statistical Association 69, 1974).
 */
final class AmountSample {
    /** Amounts looked at. */
    static final int MAX = 64;

    /** Makes the median absolute deviation of a normal distribution its standard deviation. */
    private static final double TO_DEVIATION = 1.4826;

    private final double[] amounts = new double[MAX];
    private int count;

    boolean isFull() {
        return count == MAX;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    void add(long amountMinor) {
        amounts[count++] = (double) amountMinor;
    }

    /** The mean of the middle two where their number is even. Sorts what was added. */
    double medianMinor() {
        Arrays.sort(amounts, 0, count);
        return middle();
    }

    /** Robust standard deviation around the median. Replaces what was added by distances to it. */
    double deviationMinor(double medianMinor) {
        for (int i = 0; i < count; i++) {
            amounts[i] = Math.abs(amounts[i] - medianMinor);
        }
        Arrays.sort(amounts, 0, count);
        return TO_DEVIATION * middle();
    }

    private double middle() {
        int half = count / 2;
        return count % 2 == 1 ? amounts[half] : (amounts[half - 1] + amounts[half]) / 2;
    }
}
