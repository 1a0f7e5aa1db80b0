package dev.tributary.cli.fraud;

/**
 * What rules are mined by.
 *
 * @param folds parts of equal length that the time is divided into, more than {@code leastFolds};
 *     {@value #MAX_FOLDS} at most
 * @param leastFolds later folds on which the precision of a rule must hold, 1 or more
 * @param leastPrecision what the lower Wilson bound of precision must reach on each of them, above
 *     0, below 1
 * @param leastGain frauds that a rule must find and those kept before it do not, 1 or more
 * @param alike Jaccard index of the hits of two rules from which on they are the same rule, above
 *     0, up to 1
 * @param rulesMax rules kept at most
 * @param rounds trees a bag that candidates are taken from
 */
record MiningSettings(
        int folds,
        int leastFolds,
        double leastPrecision,
        int leastGain,
        double alike,
        int rulesMax,
        int rounds) {
    static final int MAX_FOLDS = 50;
    static final int MAX_RULES = 10_000;

    MiningSettings {
        if (leastFolds < 1 || folds <= leastFolds || folds > MAX_FOLDS) {
            throw new IllegalArgumentException(
                    "--folds must be more than --least-folds and at most %d, --least-folds 1 or more"
                            .formatted(MAX_FOLDS));
        }
        if (!(leastPrecision > 0 && leastPrecision < 1)) {
            throw new IllegalArgumentException("--least-precision must be above 0 and below 1");
        }
        if (leastGain < 1) {
            throw new IllegalArgumentException("--least-gain must be 1 or more");
        }
        if (!(alike > 0 && alike <= 1)) {
            throw new IllegalArgumentException("--alike must be above 0 and at most 1");
        }
        if (rulesMax < 1 || rulesMax > MAX_RULES) {
            throw new IllegalArgumentException("--max-rules must be 1 to " + MAX_RULES);
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds);
        }
    }
}
