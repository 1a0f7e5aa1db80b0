package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.RuleSettings.CardTesting;
import dev.tributary.fraud.domain.RuleSettings.CountLimit;
import dev.tributary.fraud.domain.RuleSettings.ImpossibleTravel;
import dev.tributary.fraud.domain.RuleSettings.NewDeviceLargeSpend;
import dev.tributary.fraud.domain.RuleSettings.SumLimit;
import dev.tributary.fraud.domain.RuleSettings.UnusualSpend;
import dev.tributary.fraud.domain.RuleSettings.VelocityCount;
import dev.tributary.fraud.domain.RuleSettings.VelocitySum;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The rules that are switched on, and what follows from them.
 *
 * <p>The score is a noisy or: 1 minus the product of (1 - weight) over the rules that spoke, as if
 * each could explain the suspicion alone (J. Pearl, Probabilistic Reasoning in Intelligent Systems,
 * 1988, section 4.3.2). That takes the reasons for independent. The windows of one velocity are
 * not, since a burst in a minute is in the hour too; so of the rules of one {@linkplain
 * Rule#family() family} only the heaviest has weight, ties going to the code that sorts first, and
 * the others are named with weight 0. The score is rounded to nine decimals, so that weights which
 * meet a threshold on paper meet it here.
 */
public final class RuleSet {
    /** Goes up when rules or features change their meaning without a setting doing so. */
    private static final int REVISION = 1;

    private static final double SCORE_STEPS = 1e9;

    private final String version;
    private final List<Rule> rules;
    private final double reviewFromScore;
    private final double blockFromScore;

    /**
     * What the rules made of a transaction.
     *
     * @param reasons heaviest first, ties by code
     */
    record Assessment(Decision decision, double score, List<Reason> reasons) {}

    private RuleSet(String version, List<Rule> rules, RuleSettings settings) {
        this.version = version;
        this.rules = List.copyOf(rules);
        this.reviewFromScore = settings.reviewFromScore();
        this.blockFromScore = settings.blockFromScore();
    }

    /** The rules of these settings. */
    static RuleSet of(ScorerSettings settings) {
        List<Rule> rules = new ArrayList<>();
        addVelocityCounts(rules, settings.rules().velocityCount());
        addVelocitySums(rules, settings);
        addOthers(rules, settings);
        rules.sort(Comparator.comparingDouble(Rule::weight).reversed().thenComparing(Rule::code));
        String version = "r" + REVISION + "-" + SettingsFingerprint.of(settings);
        return new RuleSet(version, rules, settings.rules());
    }

    /** Changes with every setting that a verdict depends on, and stays where none changed. */
    public String version() {
        return version;
    }

    /** The rules that are switched on, heaviest first, ties by code. */
    public List<Rule> rules() {
        return rules;
    }

    Assessment assess(FeatureVector features) {
        List<Reason> weighty = new ArrayList<>();
        List<Reason> weightless = new ArrayList<>();
        Set<String> families = new HashSet<>();
        double innocence = 1;
        for (Rule rule : rules) {
            Reason reason = rule.evaluate(features);
            if (reason == null) {
                continue;
            }
            if (families.add(rule.family())) {
                weighty.add(reason);
                innocence *= 1 - reason.weight();
            } else {
                weightless.add(reason.withoutWeight());
            }
        }
        weightless.sort(Comparator.comparing(Reason::code));
        weighty.addAll(weightless);
        double score = Math.rint((1 - innocence) * SCORE_STEPS) / SCORE_STEPS;
        return new Assessment(decide(score), score, weighty);
    }

    private Decision decide(double score) {
        if (score >= blockFromScore) {
            return Decision.BLOCK;
        }
        return score >= reviewFromScore ? Decision.REVIEW : Decision.APPROVE;
    }

    private static void addVelocityCounts(List<Rule> rules, VelocityCount settings) {
        for (VelocityWindow window : VelocityWindow.values()) {
            CountLimit limit =
                    switch (window) {
                        case ONE_MINUTE -> settings.oneMinute();
                        case FIVE_MINUTES -> settings.fiveMinutes();
                        case ONE_HOUR -> settings.oneHour();
                        case ONE_DAY -> settings.oneDay();
                    };
            if (limit.enabled()) {
                rules.add(new VelocityCountRule(window, limit.limit(), limit.weight()));
            }
        }
    }

    private static void addVelocitySums(List<Rule> rules, ScorerSettings settings) {
        VelocitySum sums = settings.rules().velocitySum();
        for (VelocityWindow window : VelocityWindow.values()) {
            SumLimit limit =
                    switch (window) {
                        case ONE_MINUTE -> sums.oneMinute();
                        case FIVE_MINUTES -> sums.fiveMinutes();
                        case ONE_HOUR -> sums.oneHour();
                        case ONE_DAY -> sums.oneDay();
                    };
            if (limit.enabled()) {
                rules.add(
                        new VelocitySumRule(
                                window,
                                reference(settings, limit.limitMinor()),
                                sums.leastTransactions(),
                                limit.weight()));
            }
        }
    }

    private static void addOthers(List<Rule> rules, ScorerSettings settings) {
        FeatureSettings features = settings.features();
        ImpossibleTravel travel = settings.rules().impossibleTravel();
        if (travel.enabled()) {
            rules.add(
                    new ImpossibleTravelRule(
                            travel.fromKm(),
                            travel.fromKmPerHour(),
                            features.locationErrorKm(),
                            features.minimumTravelTime(),
                            travel.weight()));
        }
        UnusualSpend unusual = settings.rules().unusualSpend();
        if (unusual.enabled()) {
            rules.add(
                    new UnusualSpendRule(
                            unusual.leastTransactions(),
                            reference(settings, unusual.fromAmountMinor()),
                            unusual.fromRatio(),
                            unusual.fromZScore(),
                            unusual.weight()));
        }
        CardTesting testing = settings.rules().cardTesting();
        if (testing.enabled()) {
            rules.add(
                    new CardTestingRule(
                            testing.leastSmall(),
                            reference(settings, features.smallAmountBelowMinor()),
                            reference(settings, testing.largeFromMinor()),
                            testing.weight()));
        }
        NewDeviceLargeSpend device = settings.rules().newDeviceLargeSpend();
        if (device.enabled()) {
            rules.add(
                    new NewDeviceLargeSpendRule(
                            reference(settings, device.largeFromMinor()),
                            device.newFor(),
                            device.weight()));
        }
    }

    private static Money reference(ScorerSettings settings, long amountMinor) {
        return new Money(amountMinor, settings.rates().reference());
    }
}
