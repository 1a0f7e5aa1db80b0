package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.NOON;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Features of terminals, merchants, devices and addresses on histories computed by hand. Labels
 * come seven days late unless said otherwise, and the transaction is at noon of day 0.
 */
class EntityFeaturesTest {
    private static final EntitySettings SETTINGS = EntitySettings.defaults();
    private static final double MS_PER_DAY = 86_400_000;

    private final List<Outcome> outcomes = new ArrayList<>();

    /** Honest 12 days ago, frauds 10, 9 and 8 days ago, of which one by its amount. */
    @Test
    void shouldComputeARunOfUnexplainedFraudAsByHand() {
        honest(20);
        honest(12);
        fraud(10);
        outcome(9, 7, true, 300_00, -1);
        fraud(8);
        Map<String, Double> features = features();

        assertThat(features)
                .containsEntry("terminalCount24h", 0.0)
                .containsEntry("terminalCount7d", 4.0)
                .containsEntry("terminalCount30d", 5.0)
                .containsEntry("terminalFraudRate7d", 3 / 4.0)
                .containsEntry("terminalFraudRate30d", 3 / 5.0)
                .doesNotContainKey("terminalFraudRate24h")
                .containsEntry("terminalHonestDaysSince30d", 12.0)
                .containsEntry("terminalUnexplainedDaysSince30d", 8.0)
                .containsEntry("terminalRun30d", 2.0)
                .containsEntry("terminalRunDays30d", 10.0)
                .containsEntry("terminalRunGapDays30d", 2.0)
                .containsEntry("terminalRunChance30d", 1.0)
                .containsEntry("terminalUnexplained7d", 2.0)
                .containsEntry("terminalUnexplained30d", 2.0)
                .containsEntry("terminalUnexplainedRate30d", 2.01 / 7);
        double unexplained = Math.exp(-1) + Math.exp(-0.8);
        double all = unexplained + Math.exp(-2) + Math.exp(-1.2) + Math.exp(-0.9);
        assertThat(features.get("terminalUnexplainedDecayed30d"))
                .isCloseTo((unexplained + 0.01) / (all + 2), within(1e-12));
    }

    /** It began between 30 and 26 days ago; of those four days two are within 28. */
    @Test
    void shouldHalveTheChanceOfARunThatMayHaveEnded() {
        honest(30);
        fraud(26);

        assertThat(features()).containsEntry("terminalRunChance30d", 0.5);
    }

    @Test
    void shouldEndARunAtAnHonestTransaction() {
        fraud(10);
        honest(9);

        assertThat(features())
                .containsEntry("terminalRun30d", 0.0)
                .containsEntry("terminalUnexplained30d", 1.0)
                .doesNotContainKeys("terminalRunDays30d", "terminalRunChance30d");
    }

    @Test
    void shouldExplainAFraudByItsCard() {
        outcome(10, 17, true, 20_00, 2.41f);
        fraud(9);

        assertThat(features()).containsEntry("terminalRun30d", 1.0);
    }

    /** Windows begin seven days earlier than they are long, open at that end. */
    @Test
    void shouldCountToTheEdgeOfTheWindow() {
        fraud(8);
        outcome(14, 7, false, 1, 0);

        assertThat(features()).containsEntry("terminalCount7d", 1.0);
        outcomes.clear();
        fraud(8);
        outcomes.add(at(NOON.toEpochMilli() - (long) (14 * MS_PER_DAY) + 1, false, 0));
        assertThat(features()).containsEntry("terminalCount7d", 2.0);
    }

    @Test
    void shouldBeAbsentWhenNoFraudIsKnown() {
        honest(9);
        honest(10);
        outcome(6, 7, true, 10_00, 0);
        assertThat(features()).isEmpty();
        outcome(37, 7, true, 10_00, 0);
        assertThat(features()).as("fraud out of every window").isEmpty();
        fraud(8);
        assertThat(features()).containsKey("terminalCount7d");
    }

    /** Labelled at noon exactly: known at noon, not a millisecond before. */
    @Test
    void shouldKnowALabelFromItsTimeOn() {
        fraud(7);

        assertThat(features()).containsEntry("terminalRun30d", 1.0);
        assertThat(features(transaction("t").after(Duration.ofMillis(-1)))).isEmpty();
    }

    @Test
    void shouldCountAFraudThatWasKnownEarly() {
        outcome(1, 0.5, true, 10_00, 0);

        assertThat(features())
                .containsEntry("terminalCount24h", 1.0)
                .containsEntry("terminalUnexplainedDaysSince30d", 1.0);
    }

    @Test
    void shouldTakeTheLaterLabelOfATransaction() {
        outcomes.add(new Outcome(1, msAgo(10), msAgo(3), true, 10_00, 0));
        outcomes.add(new Outcome(1, msAgo(10), msAgo(1), false, 10_00, 0));
        outcomes.add(new Outcome(1, msAgo(10), msAgo(2), true, 10_00, 0));

        assertThat(features()).as("no fraud left").isEmpty();
        assertThat(risk().frauds().size()).isZero();
        assertThat(risk().honest().size()).isEqualTo(1);
    }

    @Test
    void shouldChangeNothingWhenALabelComesAgain() {
        fraud(10);
        EntityRisk once = risk();
        outcomes.add(outcomes.getFirst());

        assertThat(risk()).isEqualTo(once);
    }

    /** With two of each kept, the others count by day. */
    @Test
    void shouldKeepOlderOutcomesAsDays() {
        for (int i = 0; i < 4; i++) {
            fraud(10 + i);
            honest(10 + i);
        }
        EntityRisk risk = risk(kept(2));

        assertThat(risk.frauds().size()).isEqualTo(2);
        assertThat(risk.honest().size()).isEqualTo(2);
        assertThat(risk.days()).hasSize(2);
        assertThat(risk.days().getLast().labelled()).isEqualTo(2);
        assertThat(risk.days().getLast().frauds()).isEqualTo(1);
        assertThat(features(transaction("t"), risk))
                .containsEntry("terminalCount30d", 8.0)
                .containsEntry("terminalFraudRate30d", 0.5);
    }

    /** A day counts only from when the last of it was labelled. */
    @Test
    void shouldNotKnowADayBeforeAllOfItWasLabelled() {
        outcome(20, 7, true, 10_00, 0);
        outcome(19, 7, true, 10_00, 0);
        outcomes.add(new Outcome(77, msAgo(20), msAgo(-1), false, 10_00, 0));
        outcome(10, 0, false, 10_00, 0);
        EntityRisk risk = risk(kept(1));

        assertThat(risk.days())
                .singleElement()
                .satisfies(day -> assertThat(day.labelled()).isEqualTo(2));
        assertThat(features(transaction("t"), risk)).containsEntry("terminalCount30d", 2.0);
        assertThat(features(transaction("t").after(Duration.ofDays(1)), risk))
                .containsEntry("terminalCount30d", 4.0);
    }

    @Test
    void shouldForgetOutcomesBeyondTheHorizon() {
        fraud(60);
        fraud(10);

        assertThat(risk().frauds().size()).isEqualTo(1);
        fraud(70);
        assertThat(risk().frauds().size()).isEqualTo(1);
    }

    @Test
    void shouldBeReportedFromTheFloorsOn() {
        assertThat(EntityRisk.NONE.isReported(SETTINGS)).isFalse();
        honest(10);
        assertThat(risk().isReported(SETTINGS)).isFalse();
        fraud(10);
        assertThat(risk().isReported(SETTINGS)).isTrue();
        EntityRisk oneCard = used("c-1", 0).plus(use("c-1", 5), SETTINGS);
        assertThat(oneCard.isReported(SETTINGS)).isFalse();
        assertThat(oneCard.plus(use("c-2", 9), SETTINGS).isReported(SETTINGS)).isTrue();
    }

    /** Two other cards in a day, one of them twice within the hour; the card's own do not count. */
    @Test
    void shouldCountOtherCardsOfADevice() {
        EntityRisk risk =
                used("c-1", 24 * 60 - 1)
                        .plus(use("c-2", 59), SETTINGS)
                        .plus(use("c-2", 10), SETTINGS)
                        .plus(use("card-1", 5), SETTINGS)
                        .plus(use("c-3", 24 * 60), SETTINGS);
        Map<String, Double> features =
                present(
                        transaction("t").on("d"),
                        new EntityRisks(EntityRisk.NONE, EntityRisk.NONE, risk, risk));

        assertThat(features)
                .containsEntry("deviceOtherCards24h", 2.0)
                .containsEntry("deviceOtherUses24h", 3.0)
                .containsEntry("deviceOtherUses1h", 2.0)
                .containsEntry("ipOtherCards24h", 2.0);
    }

    @Test
    void shouldSayNothingOfADeviceThatHardlyAnyOtherCardUsed() {
        EntityRisk risk = used("c-1", 10).plus(use("card-1", 5), SETTINGS);

        assertThat(
                        present(
                                transaction("t"),
                                new EntityRisks(
                                        EntityRisk.NONE, EntityRisk.NONE, risk, EntityRisk.NONE)))
                .doesNotContainKey("deviceOtherCards24h");
    }

    @Test
    void shouldKeepABoundedNumberOfUses() {
        EntityRisk risk = EntityRisk.NONE;
        for (int i = 0; i < 70; i++) {
            risk = risk.plus(use("c-" + i, 70 - i), SETTINGS);
        }

        assertThat(risk.uses().size()).isEqualTo(64);
        assertThat(risk.plus(use("c-69", 1), SETTINGS)).as("again").isEqualTo(risk);
    }

    @Test
    void shouldNameEntitiesByKindAndId() {
        CardTransaction transaction =
                transaction("t").at("m-4", "t-4-1").on("d-1").from("203.0.113.7").build();

        assertThat(EntityKey.of(transaction))
                .extracting(EntityKey::toString)
                .containsExactly("terminal/t-4-1", "merchant/m-4", "device/d-1", "ip/203.0.113.7");
        assertThat(EntityKey.of(transaction("t").build())).isEmpty();
    }

    @Test
    void shouldRefuseImpossibleOutcomes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Outcome(1, 10, 9, true, 1, 0))
                .withMessageContaining("labelled before it happened");
        assertThatIllegalArgumentException().isThrownBy(() -> new Outcome(1, 1, 1, true, -2, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SETTINGS.withLabelDelay(Duration.ofDays(-1)));
    }

    private static EntitySettings kept(int max) {
        return new EntitySettings(
                max,
                max,
                max,
                SETTINGS.labelDelay(),
                SETTINGS.outcomeHorizon(),
                SETTINGS.useHorizon(),
                SETTINGS.decay(),
                SETTINGS.explainedFrom(),
                SETTINGS.runLength(),
                1,
                2);
    }

    private void fraud(double daysAgo) {
        outcome(daysAgo, 7, true, 10_00, -1);
    }

    private void honest(double daysAgo) {
        outcome(daysAgo, 7, false, 10_00, -1);
    }

    private void outcome(
            double daysAgo, double delayDays, boolean fraud, long amountMinor, float evidence) {
        long occurredAtMs = msAgo(daysAgo);
        outcomes.add(
                new Outcome(
                        outcomes.size(),
                        occurredAtMs,
                        occurredAtMs + (long) (delayDays * MS_PER_DAY),
                        fraud,
                        amountMinor,
                        evidence));
    }

    private Outcome at(long occurredAtMs, boolean fraud, float evidence) {
        return new Outcome(99, occurredAtMs, occurredAtMs, fraud, 10_00, evidence);
    }

    private static long msAgo(double days) {
        return NOON.toEpochMilli() - (long) (days * MS_PER_DAY);
    }

    private static EntityRisk used(String card, int minutesAgo) {
        return EntityRisk.NONE.plus(use(card, minutesAgo), SETTINGS);
    }

    private static EntityUse use(String card, int minutesAgo) {
        return EntityUse.of(
                transaction(card + "-" + minutesAgo)
                        .with(card)
                        .after(Duration.ofMinutes(-minutesAgo))
                        .build());
    }

    private EntityRisk risk() {
        return risk(SETTINGS);
    }

    private EntityRisk risk(EntitySettings settings) {
        EntityRisk risk = EntityRisk.NONE;
        for (Outcome outcome : outcomes) {
            risk = risk.plus(outcome, settings);
        }
        return risk;
    }

    private Map<String, Double> features() {
        return features(transaction("t"));
    }

    private Map<String, Double> features(TransactionBuilder transaction) {
        return features(transaction, risk());
    }

    /** Those of the terminal only. */
    private static Map<String, Double> features(TransactionBuilder transaction, EntityRisk risk) {
        Map<String, Double> all =
                present(
                        transaction,
                        new EntityRisks(risk, EntityRisk.NONE, EntityRisk.NONE, EntityRisk.NONE));
        all.keySet().removeIf(name -> !name.startsWith("terminal"));
        return all;
    }

    private static Map<String, Double> present(TransactionBuilder transaction, EntityRisks risks) {
        return new TreeMap<>(
                new CardFeatures(ScorerSettings.defaults(), new LearnedConstants(220_00))
                        .next(CardHistory.EMPTY, transaction.build(), risks)
                        .features()
                        .present());
    }
}
