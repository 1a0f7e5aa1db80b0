package dev.tributary.fraud.domain.model;

/**
 * What a learned model says of a transaction.
 *
 * @param version which one
 * @param probability of fraud, 0 to 1
 */
public record ModelScore(String version, double probability) {
    public ModelScore {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability is " + probability + ", not 0 to 1");
        }
    }
}
