package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.domain.rules.RuleGuard;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The door of this room: a card's history and its next transaction in, a verdict and the new
 * history out. A pure function of its arguments and settings; safe for any number of threads.
 *
 * <p>Event time only. Events may come out of order: each is scored against what had happened before
 * its own event time, as far as it is known by then, and verdicts once given are not revised. The
 * same transaction again leaves the history as it is, while it is remembered; its second verdict
 * may differ from its first where the card's own spending or devices have learned since, so whoever
 * needs the first must keep it.
 */
public final class FraudScorer {
    /** Begins the entry in {@link Verdict#degraded()} for a currency without a reference rate. */
    public static final String DEGRADED_REFERENCE_RATE = "reference-rate:";

    /** In {@link Verdict#degraded()} where only the rules of the settings were known. */
    public static final String DEGRADED_RULES = "rules:not-loaded";

    /** In {@link Verdict#degraded()} where entities were not known yet, or not all of them. */
    public static final String DEGRADED_ENTITY_RISK = "entity-risk:not-loaded";

    private final ScorerSettings settings;
    private final FeatureExtractor extractor;
    private final Supplier<RuleSet> rules;
    private final RuleGuard guard;
    private final EntityRiskSource entities;
    private final Supplier<ModelInForce> models;

    /**
     * @param after the history to keep
     * @param verdict what to answer
     */
    public record Scored(CardHistory after, Verdict verdict) {}

    /** One with the rules of the settings and nothing else. */
    public FraudScorer(ScorerSettings settings) {
        this(
                settings,
                always(RuleSet.of(settings)),
                RuleGuard.withoutClock(),
                EntityRiskSource.NONE,
                () -> ModelInForce.NONE);
    }

    /**
     * @param settings everything but the rules that come from elsewhere
     * @param rules the rules in force, asked for once a transaction; any thread may ask
     * @param guard keeps rules away that misbehave
     * @param entities what is known of terminals, merchants, devices and addresses
     * @param models the model in force, asked for once a transaction; any thread may ask
     */
    public FraudScorer(
            ScorerSettings settings,
            Supplier<RuleSet> rules,
            RuleGuard guard,
            EntityRiskSource entities,
            Supplier<ModelInForce> models) {
        this.settings = settings;
        this.extractor = new FeatureExtractor(settings);
        this.rules = rules;
        this.guard = guard;
        this.entities = entities;
        this.models = models;
    }

    /** The rules in force. */
    public RuleSet ruleSet() {
        return rules.get();
    }

    /**
     * @param before the history of the transaction's card, {@link CardHistory#EMPTY} for a new one
     */
    public Scored score(CardHistory before, CardTransaction transaction) {
        long amountMinor = settings.rates().toReferenceMinor(transaction.amount());
        CardHistory history = before.in(settings.rates().reference());
        // Asked before, so that what is told meanwhile is missed rather than claimed.
        boolean entitiesLoaded = entities.isLoaded();
        EntityRisks risks = EntityRisks.of(transaction, entities);
        ModelInForce inForce = models.get();
        FraudModel model = inForce.model();
        LearnedConstants learned = model == null ? LearnedConstants.NONE : model.learned();
        FeatureVector features =
                extractor.extract(history, transaction, amountMinor, risks, learned);
        ModelOpinion opinion =
                model == null ? null : ModelOpinion.of(model, features, settings.model());
        RuleSet ruleSet = rules.get();
        RuleSet.Assessment assessment =
                ruleSet.assess(features, transaction.occurredAt(), guard, opinion);
        Verdict verdict =
                new Verdict(
                        assessment.decision(),
                        assessment.score(),
                        assessment.reasons(),
                        assessment.shadow(),
                        features,
                        degraded(transaction, amountMinor, ruleSet, entitiesLoaded, inForce),
                        ruleSet.version(),
                        opinion == null ? null : opinion.score());
        CardHistory after =
                history.plus(transaction, amountMinor, assessment.decision(), settings.history());
        return new Scored(after, verdict);
    }

    private static Supplier<RuleSet> always(RuleSet ruleSet) {
        return () -> ruleSet;
    }

    private static List<String> degraded(
            CardTransaction transaction,
            long amountMinor,
            RuleSet ruleSet,
            boolean entitiesLoaded,
            ModelInForce model) {
        if (amountMinor != ReferenceRates.NO_AMOUNT
                && ruleSet.isComplete()
                && entitiesLoaded
                && model.degraded().isEmpty()) {
            return List.of();
        }
        List<String> degraded = new ArrayList<>();
        if (amountMinor == ReferenceRates.NO_AMOUNT) {
            degraded.add(DEGRADED_REFERENCE_RATE + transaction.amount().currency());
        }
        if (!ruleSet.isComplete()) {
            degraded.add(DEGRADED_RULES);
        }
        if (!entitiesLoaded) {
            degraded.add(DEGRADED_ENTITY_RISK);
        }
        degraded.addAll(model.degraded());
        return degraded;
    }
}
