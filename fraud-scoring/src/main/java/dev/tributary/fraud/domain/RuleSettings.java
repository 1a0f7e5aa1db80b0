package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * The rules in numbers. Money is in minor units of the reference currency. Each rule has a weight
 * above 0 to 1, the suspicion that it adds alone, and can be switched off. What the features
 * include is said by {@link Feature}.
 *
 * @param velocityCount attempts with a card
 * @param velocitySum money asked for with a card
 * @param impossibleTravel two uses in person too far apart
 * @param unusualSpend an amount far above the card's own
 * @param cardTesting several small amounts, then a large one
 * @param newDeviceLargeSpend a large amount on a new device
 * @param reviewFromScore score from which a transaction is reviewed, above 0
 * @param blockFromScore score from which it is blocked, not below {@code reviewFromScore}, at most
 *     1
 */
public record RuleSettings(
        VelocityCount velocityCount,
        VelocitySum velocitySum,
        ImpossibleTravel impossibleTravel,
        UnusualSpend unusualSpend,
        CardTesting cardTesting,
        NewDeviceLargeSpend newDeviceLargeSpend,
        double reviewFromScore,
        double blockFromScore) {

    /** A limit for each window. */
    public record VelocityCount(
            CountLimit oneMinute, CountLimit fiveMinutes, CountLimit oneHour, CountLimit oneDay) {}

    /**
     * @param limit attempts in the window, this one included, that are still usual; 1 or more
     */
    public record CountLimit(boolean enabled, int limit, double weight) {
        public CountLimit {
            requireAtLeastOne("limit", limit);
            requireWeight(weight);
        }
    }

    /**
     * A limit for each window.
     *
     * @param leastTransactions attempts in the window, this one included, below which the rules are
     *     silent; 1 or more
     */
    public record VelocitySum(
            SumLimit oneMinute,
            SumLimit fiveMinutes,
            SumLimit oneHour,
            SumLimit oneDay,
            int leastTransactions) {
        public VelocitySum {
            requireAtLeastOne("leastTransactions", leastTransactions);
        }
    }

    /**
     * @param limitMinor money in the window, this attempt included, that is still usual; 1 or more
     */
    public record SumLimit(boolean enabled, long limitMinor, double weight) {
        public SumLimit {
            requireAtLeastOne("limitMinor", limitMinor);
            requireWeight(weight);
        }
    }

    /**
     * Speaks at both limits and above.
     *
     * @param fromKm distance; above 0
     * @param fromKmPerHour speed after the allowances of {@link FeatureSettings}; above 0
     */
    public record ImpossibleTravel(
            boolean enabled, double fromKm, double fromKmPerHour, double weight) {
        public ImpossibleTravel {
            requireAboveZero("fromKm", fromKm);
            requireAboveZero("fromKmPerHour", fromKmPerHour);
            requireWeight(weight);
        }
    }

    /**
     * Speaks at all limits and above.
     *
     * @param leastTransactions earlier transactions, this one not included; 1 or more
     * @param fromAmountMinor smallest amount it speaks about; 1 or more
     * @param fromRatio multiple of the card's mean; above 0
     * @param fromZScore standard deviations above the mean; above 0
     */
    public record UnusualSpend(
            boolean enabled,
            int leastTransactions,
            long fromAmountMinor,
            double fromRatio,
            double fromZScore,
            double weight) {
        public UnusualSpend {
            requireAtLeastOne("leastTransactions", leastTransactions);
            requireAtLeastOne("fromAmountMinor", fromAmountMinor);
            requireAboveZero("fromRatio", fromRatio);
            requireAboveZero("fromZScore", fromZScore);
            requireWeight(weight);
        }
    }

    /**
     * Speaks at both limits and above. What is small is in {@link FeatureSettings}.
     *
     * @param leastSmall earlier small attempts, this one not included; 1 or more
     * @param largeFromMinor smallest amount that counts as large; 1 or more
     */
    public record CardTesting(boolean enabled, int leastSmall, long largeFromMinor, double weight) {
        public CardTesting {
            requireAtLeastOne("leastSmall", leastSmall);
            requireAtLeastOne("largeFromMinor", largeFromMinor);
            requireWeight(weight);
        }
    }

    /**
     * @param largeFromMinor smallest amount that counts as large; 1 or more
     * @param newFor how long a device is new after its first use with the card; above 0
     */
    public record NewDeviceLargeSpend(
            boolean enabled, long largeFromMinor, Duration newFor, double weight) {
        public NewDeviceLargeSpend {
            requireAtLeastOne("largeFromMinor", largeFromMinor);
            requireAtLeastOne("newFor in ms", newFor.toMillis());
            requireWeight(weight);
        }
    }

    public RuleSettings {
        if (!(reviewFromScore > 0 && reviewFromScore <= blockFromScore && blockFromScore <= 1)) {
            throw new IllegalArgumentException(
                    "not 0 < reviewFromScore <= blockFromScore <= 1: "
                            + reviewFromScore
                            + ", "
                            + blockFromScore);
        }
    }

    /**
     * Limits that an ordinary cardholder nearly never meets. One rule alone asks for a review,
     * except for impossible travel, which blocks; two heavy ones, or three, block together.
     */
    public static RuleSettings defaults() {
        return new RuleSettings(
                new VelocityCount(
                        new CountLimit(true, 5, 0.6),
                        new CountLimit(true, 8, 0.6),
                        new CountLimit(true, 12, 0.5),
                        new CountLimit(true, 25, 0.5)),
                new VelocitySum(
                        new SumLimit(true, 1_000_00, 0.5),
                        new SumLimit(true, 2_000_00, 0.5),
                        new SumLimit(true, 3_000_00, 0.5),
                        new SumLimit(true, 5_000_00, 0.5),
                        2),
                new ImpossibleTravel(true, 500, 900, 0.9),
                new UnusualSpend(true, 10, 20_00, 4, 3, 0.6),
                new CardTesting(true, 3, 100_00, 0.8),
                new NewDeviceLargeSpend(true, 500_00, Duration.ofHours(24), 0.6),
                0.5,
                0.9);
    }

    private static void requireAtLeastOne(String name, long value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", not 1 or more");
        }
    }

    private static void requireAboveZero(String name, double value) {
        if (!(value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " is " + value + ", not above 0");
        }
    }

    private static void requireWeight(double weight) {
        if (!(weight > 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight is " + weight + ", not above 0 to 1");
        }
    }
}
