package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.rules.RuleGuard;

import java.util.List;

/** A card that transactions happen to, one after the other in order of arrival. */
final class CardLife {
    private final FraudScorer scorer;
    private CardHistory history = CardHistory.EMPTY;

    CardLife() {
        this(ScorerSettings.defaults());
    }

    CardLife(ScorerSettings settings) {
        scorer = new FraudScorer(settings);
    }

    Verdict happens(TransactionBuilder transaction) {
        FraudScorer.Scored scored = scorer.score(history, transaction.build());
        history = scored.after();
        return scored.verdict();
    }

    CardHistory history() {
        return history;
    }

    /** What the default rules say of these features alone. */
    static List<String> spoken(FeatureVector features) {
        return reasons(features).stream().map(Reason::code).toList();
    }

    static List<Reason> reasons(FeatureVector features) {
        return RuleSet.of(ScorerSettings.defaults())
                .assess(features, TransactionBuilder.NOON, RuleGuard.withoutClock(), null)
                .reasons();
    }

    static List<String> codes(Verdict verdict) {
        return verdict.reasons().stream().map(Reason::code).toList();
    }
}
