package dev.tributary.fraud.domain;

/**
 * The door for whoever needs features without a verdict: training, evaluation. A pure function, and
 * the very code of {@link FraudScorer}: a transaction scored by it has these features and leaves
 * this history; where nothing else is said, one that was approved.
 */
public final class CardFeatures {
    private final ScorerSettings settings;
    private final FeatureExtractor extractor;
    private final LearnedConstants learned;

    /**
     * @param after the history to keep
     * @param features the transaction's features
     */
    public record Step(CardHistory after, FeatureVector features) {}

    public CardFeatures(ScorerSettings settings, LearnedConstants learned) {
        this.settings = settings;
        this.extractor = new FeatureExtractor(settings);
        this.learned = learned;
    }

    /**
     * @param before the history of the transaction's card, {@link CardHistory#EMPTY} for a new one
     * @param risks what was told of its other entities
     */
    public Step next(CardHistory before, CardTransaction transaction, EntityRisks risks) {
        return next(before, transaction, risks, Decision.APPROVE);
    }

    /**
     * @param decision what was decided, on which the history after it depends
     */
    public Step next(
            CardHistory before, CardTransaction transaction, EntityRisks risks, Decision decision) {
        long amountMinor = settings.rates().toReferenceMinor(transaction.amount());
        CardHistory history = before.in(settings.rates().reference());
        FeatureVector features =
                extractor.extract(history, transaction, amountMinor, risks, learned);
        CardHistory after = history.plus(transaction, amountMinor, decision, settings.history());
        return new Step(after, features);
    }
}
