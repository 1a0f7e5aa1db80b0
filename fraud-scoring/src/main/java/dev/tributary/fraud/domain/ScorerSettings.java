package dev.tributary.fraud.domain;

/**
 * Everything a verdict depends on besides the card's history and the transaction.
 *
 * @param history what is kept of a card
 * @param features what features need to know
 * @param rates how currencies compare
 * @param rules the rules and the thresholds of the decision
 */
public record ScorerSettings(
        HistorySettings history,
        FeatureSettings features,
        ReferenceRates rates,
        RuleSettings rules) {
    public static ScorerSettings defaults() {
        return new ScorerSettings(
                HistorySettings.defaults(),
                FeatureSettings.defaults(),
                ReferenceRates.defaults(),
                RuleSettings.defaults());
    }
}
