package dev.tributary.fraud.domain;

/**
 * What became of a transaction: fraud or not, as it was known from some time on. It carries of the
 * transaction's own features what tells whether the fraud is explained by the transaction itself,
 * because only a fraud that is not points at where it happened.
 *
 * @param id {@link IdHash} of its transactionId
 * @param occurredAtMs event time of the transaction, milliseconds since 1970-01-01T00:00:00Z
 * @param labelledAtMs from when on it was known, likewise; not before {@code occurredAtMs}
 * @param fraud what was known
 * @param amountMinor amount in minor units of the reference currency, or {@link
 *     ReferenceRates#NO_AMOUNT}
 * @param cardEvidence how much its amount and the card's earlier ones speak for a misused card, in
 *     nats: {@link Feature#AMOUNT_SURGE} plus what of {@link Feature#SURGE_EVIDENCE_14D} is above
 *     0; NaN where there was no amount
 */
public record Outcome(
        long id,
        long occurredAtMs,
        long labelledAtMs,
        boolean fraud,
        long amountMinor,
        float cardEvidence) {
    public Outcome {
        EventTime.checked(occurredAtMs);
        EventTime.checked(labelledAtMs);
        if (labelledAtMs < occurredAtMs) {
            throw new IllegalArgumentException("a transaction labelled before it happened");
        }
        if (amountMinor < ReferenceRates.NO_AMOUNT
                || amountMinor > ReferenceRates.MAX_REFERENCE_MINOR) {
            throw new IllegalArgumentException("no reference amount: " + amountMinor);
        }
        if (Float.isInfinite(cardEvidence)) {
            throw new IllegalArgumentException("no evidence: " + cardEvidence);
        }
    }

    /**
     * The outcome of a transaction that was scored.
     *
     * @param features what it was scored by
     */
    public static Outcome of(
            CardTransaction transaction, FeatureVector features, boolean fraud, long labelledAtMs) {
        return new Outcome(
                IdHash.of(transaction.transactionId().value()),
                transaction.occurredAtMs(),
                labelledAtMs,
                fraud,
                amountMinor(features),
                cardEvidence(features));
    }

    /** {@link #amountMinor} of a transaction that was scored by these features. */
    public static long amountMinor(FeatureVector features) {
        double amountMinor = features.get(Feature.AMOUNT_MINOR);
        return Double.isNaN(amountMinor) ? ReferenceRates.NO_AMOUNT : (long) amountMinor;
    }

    /** {@link #cardEvidence} of a transaction that was scored by these features. */
    public static float cardEvidence(FeatureVector features) {
        double earlier =
                features.has(Feature.SURGE_EVIDENCE_14D)
                        ? Math.max(0, features.get(Feature.SURGE_EVIDENCE_14D))
                        : 0;
        return (float) (features.get(Feature.AMOUNT_SURGE) + earlier);
    }
}
