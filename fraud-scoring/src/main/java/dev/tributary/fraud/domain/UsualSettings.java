package dev.tributary.fraud.domain;

/**
 * How a card's usual amount is learned, see {@link UsualAmount}. General defaults: none was tuned
 * on data that results are told of, but they come from a study on simulated data and may not be the
 * best elsewhere.
 *
 * @param priorMinor usual amount of a card never seen, in minor units of the reference currency;
 *     above 0
 * @param priorWeight transactions that the prior counts for; above 0
 * @param firstCount first transactions of a card that enter with at most {@code firstCapMinor}; 0
 *     or more
 * @param firstCapMinor most that those enter with; above 0
 * @param clipRatio multiple of the usual amount that a later one enters with at most; above 1
 * @param outlierRatio multiple of the usual amount above which an amount enters as the usual one;
 *     not below {@code clipRatio}
 * @param unusualRatio multiple of the usual amount above which an amount is called unusual; above 1
 */
public record UsualSettings(
        long priorMinor,
        double priorWeight,
        int firstCount,
        long firstCapMinor,
        double clipRatio,
        double outlierRatio,
        double unusualRatio) {
    public UsualSettings {
        if (priorMinor < 1 || firstCapMinor < 1 || firstCount < 0) {
            throw new IllegalArgumentException(
                    "not above 0: priorMinor %d, firstCapMinor %d, firstCount %d"
                            .formatted(priorMinor, firstCapMinor, firstCount));
        }
        if (!(priorWeight > 0 && Double.isFinite(priorWeight))) {
            throw new IllegalArgumentException("priorWeight is " + priorWeight + ", not above 0");
        }
        if (!(clipRatio > 1 && clipRatio <= outlierRatio && Double.isFinite(outlierRatio))) {
            throw new IllegalArgumentException(
                    "not 1 < clipRatio <= outlierRatio: " + clipRatio + ", " + outlierRatio);
        }
        if (!(unusualRatio > 1 && Double.isFinite(unusualRatio))) {
            throw new IllegalArgumentException("unusualRatio is " + unusualRatio + ", not above 1");
        }
    }

    public static UsualSettings defaults() {
        return new UsualSettings(50_00, 3, 4, 150_00, 2.2, 2.8, 2.5);
    }
}
