package dev.tributary.recommendation.domain;

import java.util.Arrays;

/**
 * Powers of inverse frequencies ({@link Postings#inverseFrequency}), reckoned once for all items
 * that are in as many sessions, because most are in few.
 */
final class FrequencyPowers {
    private static final int COUNTS = 1_024;
    private static final double THREE_HALVES = 1.5;

    private final Postings postings;
    private final double power;
    private final double[] byCount = new double[COUNTS];
    private long pairs = -1;

    FrequencyPowers(Postings postings, double power) {
        this.postings = postings;
        this.power = power;
    }

    /** Takes notice of what has been learned since the last time. */
    void refresh() {
        if (pairs != postings.pairs()) {
            pairs = postings.pairs();
            Arrays.fill(byCount, Double.NaN);
        }
    }

    /** The power for an item; {@link #refresh} first. */
    double power(int item) {
        int count = postings.sessionCount(item);
        if (count >= COUNTS) {
            return reckon(item);
        }
        if (Double.isNaN(byCount[count])) {
            byCount[count] = reckon(item);
        }
        return byCount[count];
    }

    private double reckon(int item) {
        double frequency = postings.inverseFrequency(item);
        // As exact as the general way, and several times as fast.
        return power == THREE_HALVES
                ? frequency * Math.sqrt(frequency)
                : Math.pow(frequency, power);
    }
}
