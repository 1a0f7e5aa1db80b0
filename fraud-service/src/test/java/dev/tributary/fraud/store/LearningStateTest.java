package dev.tributary.fraud.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.fraud.domain.learning.Label;
import dev.tributary.fraud.domain.learning.PerformanceKey;
import dev.tributary.fraud.domain.model.ModelScore;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is kept to learn from survives its way to disk and back; keys sort as they must. */
class LearningStateTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");

    @Test
    void shouldKeepOfAVerdictWhatIsLearnedFrom() {
        DecidedTransaction kept = DecidedTransactionAvroMapper.fromVerdict(verdict());

        assertThat(kept)
                .isEqualTo(
                        new DecidedTransaction(
                                NOON.toEpochMilli(),
                                NOON.plusMillis(1).toEpochMilli(),
                                DecidedTransaction.card(new CardId("c-1")),
                                Decision.BLOCK,
                                Stream.of("terminal/t", "merchant/m", "device/d", "ip/::1")
                                        .map(EntityKey::of)
                                        .toList(),
                                12_34,
                                2.5f,
                                List.of("A", "B"),
                                List.of("S"),
                                new ModelScore("m-1", 0.25),
                                null));
    }

    @Test
    void shouldKeepAVerdictThatKnowsLittle() {
        Verdict verdict = verdict();
        verdict.setFeatures(Map.of());
        verdict.setMerchantId(null);
        verdict.setTerminalId(null);
        verdict.setDeviceId(null);
        verdict.setIpAddress(null);
        verdict.setModelVersion(null);
        DecidedTransaction kept = DecidedTransactionAvroMapper.fromVerdict(verdict);

        assertThat(kept.entities()).isEmpty();
        assertThat(kept.amountMinor()).isEqualTo(-1);
        assertThat(kept.cardEvidence()).isNaN();
        assertThat(kept.model()).isNull();
        assertRoundTrip(kept);
    }

    @Test
    void shouldBringBackEveryTransactionAsItWas() {
        DecidedTransaction kept = DecidedTransactionAvroMapper.fromVerdict(verdict());
        assertRoundTrip(kept);
        assertRoundTrip(
                ((dev.tributary.fraud.domain.learning.Labelling.First)
                                kept.labelled(new Label(true, NOON.toEpochMilli() + 9)))
                        .after());
    }

    @Test
    void shouldRefuseADecisionThatItDoesNotKnow() {
        Verdict verdict = verdict();
        verdict.setDecision(dev.tributary.schemas.fraud.Decision.UNKNOWN);

        assertThatThrownBy(() -> DecidedTransactionAvroMapper.fromVerdict(verdict))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("t-1");
    }

    @Test
    void shouldSortDaysAndKeepCodesApartThatBeginAlike() {
        PerformanceKey a = PerformanceKey.rule("A");
        List<String> places =
                Stream.of(-700_000, -1, 0, 9, 10, 20_000, 2_900_000)
                        .map(day -> new PerformanceDayKey(a, day).toString())
                        .toList();

        assertThat(places)
                .isSorted()
                .allSatisfy(text -> {
                    assertThat(PerformanceDayKey.of(text)).hasToString(text);
                    assertThat(text)
                            .isBetween(PerformanceDayKey.first(a), PerformanceDayKey.last(a));
                });
        for (String other : List.of("A.1", "A-", "AA", "A0")) {
            assertThat(new PerformanceDayKey(PerformanceKey.rule(other), 5).toString())
                    .satisfiesAnyOf(
                            it -> assertThat(it).isLessThan(PerformanceDayKey.first(a)),
                            it -> assertThat(it).isGreaterThan(PerformanceDayKey.last(a)));
        }
        assertThat(LearningStores.arrivalKey(9, "x"))
                .isLessThan(LearningStores.arrivalKey(10, "a"));
        assertThat(LearningStores.transactionId(LearningStores.arrivalKey(9, "a/b")))
                .isEqualTo("a/b");
    }

    private static void assertRoundTrip(DecidedTransaction kept) {
        var serde = StateSerde.of(dev.tributary.schemas.fraud.state.DecidedTransaction.class);
        byte[] bytes = serde.serializer().serialize("", DecidedTransactionAvroMapper.toAvro(kept));
        assertThat(
                        DecidedTransactionAvroMapper.fromAvro(
                                serde.deserializer().deserialize("", bytes)))
                .isEqualTo(kept);
        assertThat(bytes.length).as("kept for months").isLessThan(250);
    }

    private static Verdict verdict() {
        Verdict verdict = new Verdict();
        verdict.setTransactionId("t-1");
        verdict.setBodyFingerprint("0".repeat(32));
        verdict.setCardId("c-1");
        verdict.setDecision(dev.tributary.schemas.fraud.Decision.BLOCK);
        verdict.setReasons(
                List.of(
                        new Reason("A", "said", 0.5),
                        new Reason("B", "said", 0.5),
                        new Reason("A", "said again", 0.5)));
        verdict.setFeatures(
                Map.of(
                        "amountMinor", 12_34.0,
                        "amountSurge", 1.0,
                        "surgeEvidence14d", 1.5,
                        "cardCount1m", 4.0));
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of("S"));
        verdict.setRuleSetVersion("r1");
        verdict.setModelVersion("m-1");
        verdict.setModelScore(0.25);
        verdict.setMerchantId("m");
        verdict.setTerminalId("t");
        verdict.setDeviceId("d");
        verdict.setIpAddress("::1");
        verdict.setRepeat(false);
        verdict.setOccurredAt(NOON);
        verdict.setReceivedAt(NOON.plusMillis(1));
        verdict.setDecidedAt(NOON);
        return verdict;
    }
}
