package dev.tributary.fraud.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

class RuleSetTest {
    private final RuleSet rules = RuleSet.of(ScorerSettings.defaults());

    @Test
    void shouldApproveWithoutReasonsWhenNoRuleSpeaks() {
        RuleSet.Assessment assessment = rules.assess(new FeatureVector());

        assertThat(assessment.decision()).isEqualTo(Decision.APPROVE);
        assertThat(assessment.score()).isZero();
        assertThat(assessment.reasons()).isEmpty();
    }

    /** Card testing 0.8 and unusual spend 0.6: 1 - 0.2 x 0.4 = 0.92. */
    @Test
    void shouldCombineIndependentReasonsByNoisyOr() {
        RuleSet.Assessment assessment = rules.assess(testingAndUnusual());

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
        RuleSet.Assessment assessment = rules.assess(burst);

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

        assertThat(rules.assess(features).reasons())
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

        assertThat(strict.assess(unusual).score()).isEqualTo(0.6);
        assertThat(strict.assess(unusual).decision()).isEqualTo(decision);
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

        assertThat(onPaper.assess(testingAndUnusual()).decision()).isEqualTo(Decision.BLOCK);
    }

    @Test
    void shouldHaveEveryRuleByDefaultAndNoneWhenAllAreSwitchedOff() {
        assertThat(rules.rules())
                .extracting(Rule::code)
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
        assertThat(RuleSet.of(SettingsVariations.with(SettingsVariations.noRules())).rules())
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

        assertThat(RuleSet.of(SettingsVariations.with(withoutMinute)).rules())
                .hasSize(rules.rules().size() - 1)
                .extracting(Rule::code)
                .doesNotContain("VELOCITY_COUNT_1M");
    }

    @Test
    void shouldKeepItsVersionWhileNoSettingChanges() {
        assertThat(RuleSet.of(ScorerSettings.defaults()).version())
                .isEqualTo(rules.version())
                .matches("r1-[0-9a-f]{12}");
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
