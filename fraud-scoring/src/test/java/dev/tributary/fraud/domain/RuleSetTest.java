package dev.tributary.fraud.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

class RuleSetTest {
    private final RuleSet rules = RuleSet.of(ScorerSettings.defaults());

    @Test
    void shouldApproveWithoutReasonsWhenNoRuleSpeaks() {
        RuleSet.Assessment assessment = assess(rules, new FeatureVector());

        assertThat(assessment.decision()).isEqualTo(Decision.APPROVE);
        assertThat(assessment.score()).isZero();
        assertThat(assessment.reasons()).isEmpty();
    }

    /** Card testing 0.8 and unusual spend 0.6: 1 - 0.2 x 0.4 = 0.92. */
    @Test
    void shouldCombineIndependentReasonsByNoisyOr() {
        RuleSet.Assessment assessment = assess(rules, testingAndUnusual());

        assertThat(assessment.score()).isEqualTo(0.92);
        assertThat(assessment.decision()).isEqualTo(Decision.BLOCK);
        assertThat(assessment.reasons())
                .extracting(Reason::code)
                .containsExactly("CARD_TESTING", "UNUSUAL_SPEND");
    }

    /** A burst of 30: every window of the count, of which the heaviest (0.6) has weight. */
    @Test
    void shouldWeighOneReasonOfAFamilyOnly() {
        FeatureVector burst = new FeatureVector();
        for (VelocityWindow window : VelocityWindow.values()) {
            burst.set(window.count(), 30);
        }
        RuleSet.Assessment assessment = assess(rules, burst);

        assertThat(assessment.score()).isEqualTo(0.6);
        assertThat(assessment.reasons())
                .extracting(Reason::code, Reason::weight)
                .containsExactly(
                        tuple("VELOCITY_COUNT_1M", 0.6),
                        tuple("VELOCITY_COUNT_1H", 0.0),
                        tuple("VELOCITY_COUNT_24H", 0.0),
                        tuple("VELOCITY_COUNT_5M", 0.0));
    }

    @Test
    void shouldListReasonsHeaviestFirstAndTiesByCode() {
        FeatureVector features = testingAndUnusual();
        features.set(Feature.DEVICE_KNOWN, 0);
        features.set(Feature.DEVICE_AGE_HOURS, 0);
        features.set(Feature.OTHER_DEVICES, 2);
        features.set(Feature.CARD_COUNT_1M, 6);

        assertThat(assess(rules, features).reasons())
                .extracting(Reason::code)
                .containsExactly(
                        "CARD_TESTING",
                        "NEW_DEVICE_LARGE_SPEND",
                        "UNUSUAL_SPEND",
                        "VELOCITY_COUNT_1M");
    }

    /** The score of unusual spend alone is 0.6. */
    @ParameterizedTest
    @CsvSource({
        "0.6, 0.9, REVIEW",
        "0.600001, 0.9, APPROVE",
        "0.5, 0.6, BLOCK",
        "0.5, 0.600001, REVIEW"
    })
    void shouldDecideFromTheThresholdsOn(double review, double block, Decision decision) {
        RuleSet strict = RuleSet.of(SettingsVariations.thresholds(review, block));
        FeatureVector unusual = new FeatureVector();
        setUnusual(unusual);

        assertThat(assess(strict, unusual).score()).isEqualTo(0.6);
        assertThat(assess(strict, unusual).decision()).isEqualTo(decision);
    }

    /** On paper 1 - 0.3 x 0.3 = 0.91; in doubles a little less. */
    @Test
    void shouldMeetAThresholdThatTheWeightsMeetOnPaper() {
        RuleSettings defaults = RuleSettings.defaults();
        RuleSet onPaper =
                RuleSet.of(
                        SettingsVariations.with(
                                new RuleSettings(
                                        defaults.velocityCount(),
                                        defaults.velocitySum(),
                                        defaults.impossibleTravel(),
                                        new RuleSettings.UnusualSpend(true, 10, 1, 4, 3, 0.7),
                                        new RuleSettings.CardTesting(true, 3, 1, 0.7),
                                        defaults.newDeviceLargeSpend(),
                                        0.5,
                                        0.91)));

        assertThat(assess(onPaper, testingAndUnusual()).decision()).isEqualTo(Decision.BLOCK);
    }

    @Test
    void shouldHaveEveryRuleByDefaultAndNoneWhenAllAreSwitchedOff() {
        assertThat(rules.definitions())
                .extracting(RuleDefinition::ruleId)
                .containsExactlyInAnyOrder(
                        "VELOCITY_COUNT_1M",
                        "VELOCITY_COUNT_5M",
                        "VELOCITY_COUNT_1H",
                        "VELOCITY_COUNT_24H",
                        "VELOCITY_SUM_1M",
                        "VELOCITY_SUM_5M",
                        "VELOCITY_SUM_1H",
                        "VELOCITY_SUM_24H",
                        "IMPOSSIBLE_TRAVEL",
                        "UNUSUAL_SPEND",
                        "CARD_TESTING",
                        "NEW_DEVICE_LARGE_SPEND");
        assertThat(RuleSet.of(SettingsVariations.with(SettingsVariations.noRules())).definitions())
                .isEmpty();
    }

    @Test
    void shouldSwitchOffOneVelocityWindowAlone() {
        RuleSettings defaults = RuleSettings.defaults();
        var off = new RuleSettings.CountLimit(false, 5, 0.6);
        RuleSettings withoutMinute =
                new RuleSettings(
                        new RuleSettings.VelocityCount(
                                off,
                                defaults.velocityCount().fiveMinutes(),
                                defaults.velocityCount().oneHour(),
                                defaults.velocityCount().oneDay()),
                        defaults.velocitySum(),
                        defaults.impossibleTravel(),
                        defaults.unusualSpend(),
                        defaults.cardTesting(),
                        defaults.newDeviceLargeSpend(),
                        defaults.reviewFromScore(),
                        defaults.blockFromScore());

        assertThat(RuleSet.of(SettingsVariations.with(withoutMinute)).definitions())
                .hasSize(rules.definitions().size() - 1)
                .extracting(RuleDefinition::ruleId)
                .doesNotContain("VELOCITY_COUNT_1M");
    }

    @Test
    void shouldKeepItsVersionWhileNoSettingChanges() {
        assertThat(RuleSet.of(ScorerSettings.defaults()).version())
                .isEqualTo(rules.version())
                .matches("r2-[0-9a-f]{12}");
    }

    @Test
    void shouldChangeItsVersionWithAnySetting() {
        FeatureSettings features = FeatureSettings.defaults();
        ReferenceRates rates = ReferenceRates.defaults();
        Map<CurrencyCode, BigDecimal> otherRates = new HashMap<>(rates.unitsPerBase());
        otherRates.put(new CurrencyCode("USD"), new BigDecimal("1.2"));
        Set<String> versions = new HashSet<>();
        versions.add(rules.version());
        versions.add(version(SettingsVariations.with(SettingsVariations.noRules())));
        versions.add(version(SettingsVariations.with(SettingsVariations.bounds(128, 8, 17))));
        versions.add(
                version(
                        SettingsVariations.with(
                                new FeatureSettings(
                                        features.smallAmountBelowMinor() + 1,
                                        features.largeFromMinor(),
                                        features.locationErrorKm(),
                                        features.minimumTravelTime(),
                                        features.deviationFloorMinor(),
                                        features.surgeFactor(),
                                        features.surgeShare(),
                                        features.amountSpread(),
                                        features.entities()))));
        versions.add(
                version(
                        SettingsVariations.with(
                                new ReferenceRates(rates.reference(), rates.asOf(), otherRates))));

        assertThat(versions).hasSize(5);
    }

    @Test
    void shouldForceADecisionWhateverTheScore() {
        FeatureVector features = FeatureVector.of(Map.of(Feature.AMOUNT_MINOR, 5.0));
        RuleDefinition block = learned("block", Action.BLOCK, 0, Mode.ACTIVE);
        RuleDefinition review = learned("review", Action.REVIEW, 0.2, Mode.ACTIVE);
        RuleDefinition score = learned("score", Action.SCORE, 0.3, Mode.ACTIVE);

        assertThat(assess(with(score), features).decision()).isEqualTo(Decision.APPROVE);
        assertThat(assess(with(review, score), features).decision()).isEqualTo(Decision.REVIEW);
        RuleSet.Assessment all = assess(with(score, review, block), features);
        assertThat(all.decision()).isEqualTo(Decision.BLOCK);
        assertThat(all.score()).as("1 - 0.7 x 0.8").isEqualTo(0.44);
        assertThat(all.reasons())
                .extracting(Reason::code)
                .containsExactly("block", "review", "score");
        assertThat(all.reasons().getFirst().detail()).isEqualTo("Any amount. Seen: amountMinor 5.");
    }

    @Test
    void shouldNotLowerWhatTheScoreDecides() {
        FeatureVector features = testingAndUnusual();

        assertThat(
                        assess(with(learned("review", Action.REVIEW, 0, Mode.ACTIVE)), features)
                                .decision())
                .isEqualTo(Decision.BLOCK);
    }

    @Test
    void shouldReportRulesOnTrialAndDecideNothingByThem() {
        FeatureVector features = FeatureVector.of(Map.of(Feature.AMOUNT_MINOR, 5.0));
        RuleSet.Assessment assessment =
                assess(
                        with(
                                learned("on-trial", Action.BLOCK, 1, Mode.SHADOW),
                                learned("off", Action.BLOCK, 1, Mode.DISABLED)),
                        features);

        assertThat(assessment.decision()).isEqualTo(Decision.APPROVE);
        assertThat(assessment.score()).isZero();
        assertThat(assessment.reasons()).isEmpty();
        assertThat(assessment.shadow()).containsExactly("on-trial");
    }

    @Test
    void shouldNameNoMoreThanItsLimitsButCountAll() {
        FeatureVector features = FeatureVector.of(Map.of(Feature.AMOUNT_MINOR, 5.0));
        List<RuleDefinition> many = new ArrayList<>();
        for (int i = 0; i <= RuleSet.MAX_SHADOW; i++) {
            many.add(learned("a" + i, Action.SCORE, 0.01, Mode.ACTIVE));
            many.add(learned("s" + i, Action.SCORE, 0.01, Mode.SHADOW));
        }
        RuleSet.Assessment assessment =
                assess(RuleSet.of(ScorerSettings.defaults(), many, null), features);

        assertThat(assessment.reasons()).hasSize(RuleSet.MAX_REASONS);
        assertThat(assessment.shadow()).hasSize(RuleSet.MAX_SHADOW);
        assertThat(assessment.score())
                .isCloseTo(1 - Math.pow(0.99, RuleSet.MAX_SHADOW + 1), within(1e-9));
    }

    @Test
    void shouldChangeItsVersionWithAnyPartOfAnyRule() {
        RuleDefinition rule = learned("r", Action.SCORE, 0.5, Mode.ACTIVE);
        Set<String> versions = new HashSet<>();
        versions.add(rules.version());
        versions.add(with(rule).version());
        versions.add(with(rule.in(Mode.SHADOW)).version());
        versions.add(with(learned("q", Action.SCORE, 0.5, Mode.ACTIVE)).version());
        versions.add(with(learned("r", Action.REVIEW, 0.5, Mode.ACTIVE)).version());
        versions.add(with(learned("r", Action.SCORE, 0.4, Mode.ACTIVE)).version());
        versions.add(with(expiring(rule, TransactionBuilder.NOON)).version());

        assertThat(versions).hasSize(7);
    }

    @Test
    void shouldNotCareInWhatOrderOrAfterWhatItWasMade() {
        RuleDefinition first = learned("a", Action.SCORE, 0.5, Mode.ACTIVE);
        RuleDefinition second = learned("b", Action.SCORE, 0.5, Mode.ACTIVE);
        RuleSet afterAnother =
                RuleSet.of(ScorerSettings.defaults(), List.of(second, first), with(first));

        assertThat(afterAnother.version()).isEqualTo(with(first, second).version());
        assertThat(afterAnother.definitions())
                .containsExactlyInAnyOrderElementsOf(with(first, second).definitions());
    }

    @Test
    void shouldRefuseARuleWithTheIdOfABuiltInOne() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> with(learned("CARD_TESTING", Action.SCORE, 0.5, Mode.ACTIVE)))
                .withMessage("two rules have the id CARD_TESTING");
    }

    /** A clock that jumps a second each time it is read. */
    @Test
    void shouldLetTheVerdictStandWhenARuleIsTooSlow() {
        AtomicLong seconds = new AtomicLong();
        RuleGuard guard =
                new RuleGuard(
                        () -> seconds.incrementAndGet() * 1_000_000_000,
                        new RuleGuard.Limits(Duration.ofMillis(1), 2, 10));
        RuleSet slow =
                with(
                        learned(
                                "slow",
                                "amountMinor * 2 > spendMeanMinor",
                                Action.BLOCK,
                                0,
                                Mode.ACTIVE));
        FeatureVector features = testingAndUnusual();

        assertThat(assess(slow, features, guard).reasons()).hasSize(3);
        assertThat(assess(slow, features, guard).reasons()).hasSize(3);
        assertThat(assess(slow, features, guard).reasons())
                .extracting(Reason::code)
                .containsExactly("CARD_TESTING", "UNUSUAL_SPEND");
        assertThat(assess(slow, features, guard).score()).isEqualTo(0.92);
        assertThat(guard.disabled()).containsExactly("slow");
    }

    @Test
    void shouldHaveNoBuiltInRuleThatIsRefused() {
        assertThat(rules.refused()).isEmpty();
        assertThat(BuiltInRules.of(ScorerSettings.defaults()))
                .hasSize(12)
                .allMatch(rule -> rule.origin() == Origin.BUILT_IN);
    }

    /** SHA-256 of "/amount/amountMinor=100\n/amount/currency/value=EUR\n/length=PT1M\n". */
    @Test
    void shouldFingerprintTheSameOnEveryMachine() {
        record Leaf(Duration length, Money amount) {}

        assertThat(
                        SettingsFingerprint.of(
                                new Leaf(
                                        Duration.ofSeconds(60),
                                        new Money(100, new CurrencyCode("EUR")))))
                .isEqualTo("68a1b825c97e");
    }

    @Test
    void shouldRefuseSettingsWithoutMeaning() {
        RuleSettings defaults = RuleSettings.defaults();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleSettings.CountLimit(true, 0, 0.5))
                .withMessage("limit is 0, not 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleSettings.CountLimit(true, 1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleSettings.CountLimit(true, 1, 1.01));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleSettings.CountLimit(true, 1, Double.NaN));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RuleSettings.ImpossibleTravel(true, 0, 900, 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new RuleSettings.NewDeviceLargeSpend(true, 1, Duration.ZERO, 0.5));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new RuleSettings(
                                defaults.velocityCount(),
                                defaults.velocitySum(),
                                defaults.impossibleTravel(),
                                defaults.unusualSpend(),
                                defaults.cardTesting(),
                                defaults.newDeviceLargeSpend(),
                                0.9,
                                0.5));
    }

    private static RuleSet.Assessment assess(RuleSet rules, FeatureVector features) {
        return assess(rules, features, RuleGuard.withoutClock());
    }

    private static RuleSet.Assessment assess(
            RuleSet rules, FeatureVector features, RuleGuard guard) {
        return rules.assess(features, TransactionBuilder.NOON, guard, null);
    }

    private static RuleSet with(RuleDefinition... others) {
        return RuleSet.of(ScorerSettings.defaults(), List.of(others), null);
    }

    private static RuleDefinition learned(String ruleId, Action action, double weight, Mode mode) {
        return learned(ruleId, "amountMinor > 1", action, weight, mode);
    }

    private static RuleDefinition learned(
            String ruleId, String expression, Action action, double weight, Mode mode) {
        return new RuleDefinition(
                ruleId,
                ruleId,
                expression,
                action,
                weight,
                mode,
                Origin.LEARNED,
                "Any amount.",
                null);
    }

    private static RuleDefinition expiring(RuleDefinition rule, Instant expiresAt) {
        return new RuleDefinition(
                rule.ruleId(),
                rule.family(),
                rule.expression(),
                rule.action(),
                rule.weight(),
                rule.mode(),
                rule.origin(),
                rule.description(),
                expiresAt);
    }

    private static String version(ScorerSettings settings) {
        return RuleSet.of(settings).version();
    }

    private static FeatureVector testingAndUnusual() {
        FeatureVector features = new FeatureVector();
        setUnusual(features);
        features.set(Feature.SMALL_AMOUNTS_10M, 3);
        return features;
    }

    private static void setUnusual(FeatureVector features) {
        features.set(Feature.AMOUNT_MINOR, 500_00);
        features.set(Feature.SPEND_COUNT, 10);
        features.set(Feature.SPEND_MEAN_MINOR, 50_00);
        features.set(Feature.AMOUNT_TO_MEAN_RATIO, 10);
        features.set(Feature.AMOUNT_Z_SCORE, 10);
    }
}
