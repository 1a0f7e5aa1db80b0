package dev.tributary.fraud.domain;

/**
 * Everything a verdict depends on besides the card's history and the transaction.
 *
 * @param history what is kept of a card
 * @param features what features need to know
 * @param rates how currencies compare
 * @param rules the rules and the thresholds of the decision
 * @param model what follows from what a learned model says
 */
public record ScorerSettings(
        HistorySettings history,
        FeatureSettings features,
        ReferenceRates rates,
        RuleSettings rules,
        ModelSettings model) {
    public static ScorerSettings defaults() {
        return new ScorerSettings(
                HistorySettings.defaults(),
                FeatureSettings.defaults(),
                ReferenceRates.defaults(),
                RuleSettings.defaults(),
                ModelSettings.defaults());
    }

    /** The same with other settings of features. */
    public ScorerSettings with(FeatureSettings other) {
        return new ScorerSettings(history, other, rates, rules, model);
    }
}
