package dev.tributary.fraud.domain;

/**
 * What follows from the probability that a learned model gives.
 *
 * @param reasonFrom probability from which the model is a reason and enters the score with that
 *     probability as its weight, above 0; below, it is told and does nothing
 * @param reviewFrom probability from which the decision is at least to review, not below {@code
 *     reasonFrom}
 * @param blockFrom probability from which the decision is to block, not below {@code reviewFrom},
 *     at most 1
 * @param namedFeatures features that its reason names, those that spoke most for fraud; 1 to
 *     {@value #MAX_NAMED_FEATURES}
 */
public record ModelSettings(
        double reasonFrom, double reviewFrom, double blockFrom, int namedFeatures) {
    static final int MAX_NAMED_FEATURES = 12;

    public ModelSettings {
        if (!(reasonFrom > 0
                && reasonFrom <= reviewFrom
                && reviewFrom <= blockFrom
                && blockFrom <= 1)) {
            throw new IllegalArgumentException(
                    "not 0 < reasonFrom <= reviewFrom <= blockFrom <= 1: %s, %s, %s"
                            .formatted(reasonFrom, reviewFrom, blockFrom));
        }
        if (namedFeatures < 1 || namedFeatures > MAX_NAMED_FEATURES) {
            throw new IllegalArgumentException(
                    "namedFeatures is " + namedFeatures + ", not 1 to " + MAX_NAMED_FEATURES);
        }
    }

    public static ModelSettings defaults() {
        return new ModelSettings(0.2, 0.5, 0.9, 4);
    }
}
