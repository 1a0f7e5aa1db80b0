package dev.tributary.cli.fraud;

/**
 * How trees are grown. Defaults are those of a study on simulated data; only the number of trees is
 * chosen anew for each training.
 *
 * @param seed of every draw
 * @param bags ensembles grown from different seeds, whose mean margin is the model's
 * @param roundsMin fewest trees a bag
 * @param roundsMax most trees a bag
 * @param depth of a tree
 * @param learningRate share of each tree's step that is taken
 * @param rowShare share of transactions that a tree sees
 * @param featureShare share of features that a tree sees
 * @param leastChildWeight least sum of second derivatives in a leaf
 * @param exactRowsMax transactions up to which every value is tried as a threshold; beyond, only
 *     {@code bins} of each feature
 * @param bins candidates for thresholds; many, because 256 blur a sharp cut in amounts
 * @param threads of the trainer
 */
record TrainingSettings(
        long seed,
        int bags,
        int roundsMin,
        int roundsMax,
        int depth,
        double learningRate,
        double rowShare,
        double featureShare,
        double leastChildWeight,
        int exactRowsMax,
        int bins,
        int threads) {
    static TrainingSettings defaults(long seed) {
        int threads = Runtime.getRuntime().availableProcessors();
        return new TrainingSettings(seed, 3, 60, 160, 4, 0.1, 0.7, 0.5, 3, 200_000, 1_024, threads);
    }
}
