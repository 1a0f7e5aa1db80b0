package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.rules.CompiledRule;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleFault;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The rules that are in force, and what follows from them. Made on one thread, by a pure function
 * that may take a second or two for thousands of rules, and immutable then: whoever swaps rules
 * makes the next set beside the processing and publishes it by one reference.
 *
 * <p>The score is a noisy or: 1 minus the product of (1 - weight) over the rules that spoke, as if
 * each could explain the suspicion alone (J. Pearl, Probabilistic Reasoning in Intelligent Systems,
 * 1988, section 4.3.2). That takes the reasons for independent. The windows of one velocity are
 * not, since a burst in a minute is in the hour too; so of the rules of one {@linkplain
 * RuleDefinition#family() family} only the heaviest has weight, ties going to the code that sorts
 * first, and the others are named with weight 0. The score is rounded to nine decimals, so that
 * weights which meet a threshold on paper meet it here.
 *
 * <p>What a learned model says is one more reason among those of the rules: its weight is the
 * probability that it gives, and it asks for a decision of its own ({@link ModelSettings}).
 *
 * <p>The decision is the highest of what the score comes to and what the {@linkplain
 * RuleDefinition.Action actions} of the rules that spoke and the model ask for.
 */
public final class RuleSet {
    /** Reasons that a verdict names; the weightiest. All that spoke count in score and decision. */
    public static final int MAX_REASONS = 64;

    /** Rules on trial that a verdict names. */
    public static final int MAX_SHADOW = 256;

    /** Goes up when rules or features change their meaning without a setting doing so. */
    private static final int REVISION = 2;

    private static final double SCORE_STEPS = 1e9;
    private static final int MAX_VALUES_IN_DETAIL = 12;
    private static final int USUAL_DETAIL_LENGTH = 200;

    private final String version;
    private final List<RuleDefinition> definitions;
    private final CompiledRules rules;
    private final double reviewFromScore;
    private final double blockFromScore;
    private final boolean complete;

    /**
     * What the rules made of a transaction.
     *
     * @param reasons what forces a decision first, then heaviest first, ties by code; at most
     *     {@value #MAX_REASONS}
     * @param shadow codes of the rules on trial that would have spoken, heaviest first, ties by
     *     code; at most {@value #MAX_SHADOW}
     */
    record Assessment(Decision decision, double score, List<Reason> reasons, List<String> shadow) {}

    /** How a reason is worded, once it is known to be told. */
    @FunctionalInterface
    private interface Words {
        /**
         * @param seen values that were worded before, by feature
         */
        String detail(FeatureVector features, Map<Feature, String> seen);
    }

    /**
     * @param asksFor the least that the decision must be
     * @param weight what it adds; 0 where a heavier rule of its family spoke
     */
    private record Spoken(String code, Decision asksFor, double weight, Words words)
            implements Comparable<Spoken> {
        static Spoken of(CompiledRule rule, double weight) {
            Decision asksFor =
                    switch (rule.definition().action()) {
                        case BLOCK -> Decision.BLOCK;
                        case REVIEW -> Decision.REVIEW;
                        case SCORE -> Decision.APPROVE;
                    };
            return new Spoken(
                    rule.ruleId(),
                    asksFor,
                    weight,
                    (features, seen) -> RuleSet.detail(rule, features, seen));
        }

        static Spoken of(Reason reason, Decision asksFor) {
            return new Spoken(reason.code(), asksFor, reason.weight(), (_, _) -> reason.detail());
        }

        /** What forces a decision first, then heaviest first, ties by code. */
        @Override
        public int compareTo(Spoken other) {
            int byDecision = other.asksFor.compareTo(asksFor);
            if (byDecision != 0) {
                return byDecision;
            }
            int byWeight = Double.compare(other.weight, weight);
            return byWeight != 0 ? byWeight : code.compareTo(other.code);
        }
    }

    /** What a version stands for. */
    private record Content(ScorerSettings settings, Map<String, String> rules) {}

    private RuleSet(
            String version,
            List<RuleDefinition> definitions,
            CompiledRules rules,
            double reviewFromScore,
            double blockFromScore,
            boolean complete) {
        this.version = version;
        this.definitions = definitions;
        this.rules = rules;
        this.reviewFromScore = reviewFromScore;
        this.blockFromScore = blockFromScore;
        this.complete = complete;
    }

    /** The rules of the settings alone. */
    public static RuleSet of(ScorerSettings settings) {
        return of(settings, List.of(), null);
    }

    /**
     * The rules of the settings and others.
     *
     * @param others rules beside those of the settings, in any order
     * @param previous what is in force, so that what did not change is not read again; null for
     *     none. It has no influence on the result
     * @throws IllegalArgumentException where an id stands twice, in {@code others} or between them
     *     and the settings, or there are more than {@link CompiledRules#MAX_RULES} in all
     */
    public static RuleSet of(
            ScorerSettings settings,
            Collection<RuleDefinition> others,
            @Nullable RuleSet previous) {
        List<RuleDefinition> definitions = new ArrayList<>(BuiltInRules.of(settings));
        definitions.addAll(others);
        CompiledRules rules =
                CompiledRules.of(definitions, previous == null ? null : previous.rules);
        Map<String, String> byId = new TreeMap<>();
        others.forEach(definition -> byId.put(definition.ruleId(), written(definition)));
        String version = "r" + REVISION + "-" + SettingsFingerprint.of(new Content(settings, byId));
        return new RuleSet(
                version,
                List.copyOf(definitions),
                rules,
                settings.rules().reviewFromScore(),
                settings.rules().blockFromScore(),
                true);
    }

    /** The same rules, where others should be with them that are not known yet. */
    public RuleSet incomplete() {
        return new RuleSet(version, definitions, rules, reviewFromScore, blockFromScore, false);
    }

    /** False where rules are missing that are not known yet; verdicts say so. */
    public boolean isComplete() {
        return complete;
    }

    /** Changes with every setting and rule that a verdict depends on; stays where none changed. */
    public String version() {
        return version;
    }

    /** All rules, those of the settings first; also those that are switched off or refused. */
    public List<RuleDefinition> definitions() {
        return definitions;
    }

    /** Rules that are evaluated: neither switched off nor refused. */
    public int evaluated() {
        return rules.rules().size();
    }

    /** By id, rules that are left out because their expression means nothing to this version. */
    public Map<String, List<RuleFault>> refused() {
        return rules.refused();
    }

    /**
     * @param eventTime when the transaction happened
     * @param guard keeps rules away that misbehave
     * @param model what the model says; null where there is none
     */
    Assessment assess(
            FeatureVector features,
            Instant eventTime,
            RuleGuard guard,
            @Nullable ModelOpinion model) {
        List<CompiledRule> speaking = rules.speaking(features, eventTime, guard);
        Reason word = model == null ? null : model.reason();
        if (speaking.isEmpty() && word == null) {
            return new Assessment(decide(0), 0, List.of(), List.of());
        }
        List<Spoken> spoken = new ArrayList<>();
        List<String> shadow = new ArrayList<>();
        Set<String> families = new HashSet<>();
        double innocence = 1;
        Decision decision = Decision.APPROVE;
        for (CompiledRule rule : speaking) {
            if (rule.definition().mode() == Mode.SHADOW) {
                if (shadow.size() < MAX_SHADOW) {
                    shadow.add(rule.ruleId());
                }
                continue;
            }
            // Heaviest first, so the first of its family is the one that counts.
            boolean counts = families.add(rule.definition().family());
            Spoken heard = Spoken.of(rule, counts ? rule.definition().weight() : 0);
            spoken.add(heard);
            innocence *= 1 - heard.weight();
            decision = highest(decision, heard.asksFor());
        }
        if (model != null && word != null) {
            spoken.add(Spoken.of(word, model.asksFor()));
            innocence *= 1 - word.weight();
            decision = highest(decision, model.asksFor());
        }
        double score = Math.rint((1 - innocence) * SCORE_STEPS) / SCORE_STEPS;
        return new Assessment(
                highest(decision, decide(score)), score, reasons(spoken, features), shadow);
    }

    /** All of it. The length of the expression keeps that apart from what follows it. */
    private static String written(RuleDefinition definition) {
        return definition.expression().length() + " " + definition;
    }

    private Decision decide(double score) {
        if (score >= blockFromScore) {
            return Decision.BLOCK;
        }
        return score >= reviewFromScore ? Decision.REVIEW : Decision.APPROVE;
    }

    private static Decision highest(Decision left, Decision right) {
        return left.compareTo(right) >= 0 ? left : right;
    }

    private static List<Reason> reasons(List<Spoken> spoken, FeatureVector features) {
        Collections.sort(spoken);
        List<Reason> reasons = new ArrayList<>(Math.min(spoken.size(), MAX_REASONS));
        // Many rules name the same few features, and putting numbers into words is slow.
        Map<Feature, String> seen = new EnumMap<>(Feature.class);
        for (int i = 0; i < spoken.size() && i < MAX_REASONS; i++) {
            Spoken heard = spoken.get(i);
            reasons.add(
                    new Reason(heard.code(), heard.words().detail(features, seen), heard.weight()));
        }
        return reasons;
    }

    private static String detail(
            CompiledRule rule, FeatureVector features, Map<Feature, String> seen) {
        StringBuilder detail =
                new StringBuilder(USUAL_DETAIL_LENGTH).append(rule.definition().description());
        List<Feature> named = rule.expression().features();
        for (int i = 0; i < named.size() && i < MAX_VALUES_IN_DETAIL; i++) {
            Feature feature = named.get(i);
            String value = seen.get(feature);
            if (value == null) {
                value = Wording.value(feature, features.get(feature));
                seen.put(feature, value);
            }
            detail.append(i == 0 ? " Seen: " : ", ")
                    .append(feature.featureName())
                    .append(' ')
                    .append(value);
        }
        return detail.append('.').toString();
    }
}
