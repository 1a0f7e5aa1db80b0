package dev.tributary.fraud.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardSpend;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Spend by hour of event time, from verdicts: inside, at the edge of and after a window. */
class ReportTopologyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant ONE = NOON.plusSeconds(3600);
    private static final Duration GRACE = Duration.ofDays(1);

    private final Topic<String, Verdict> verdicts =
            new Topic<>(FraudTopics.VERDICTS, Serdes.String(), StateSerde.of(Verdict.class));
    private final TopologyFixture fixture = fixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldBeTheTopologyThatIsDeployed() {
        GoldenTopology.assertUnchanged(
                fixture.topology(), Path.of("src/test/resources/report-topology.txt"));
    }

    @Test
    void shouldSumByHourOfEventTimeInTheReferenceCurrency() {
        pipe(spent("t-1", NOON, 100.0));
        pipe(spent("t-2", ONE.minusMillis(1), 10.0));
        pipe(spent("t-3", ONE, 7.0));
        pipe(spent("t-4", NOON.plusSeconds(1), 1.0));
        pipe(spent("t-5", NOON.plusSeconds(2), null));

        assertThat(spend())
                .containsExactly(
                        Map.entry(NOON, new CardSpend(4L, 111L, 1L)),
                        Map.entry(ONE, new CardSpend(1L, 7L, 0L)));
        assertNoDeadLetters();
    }

    @Test
    void shouldCountReviewedMoneyButNeitherBlockedMoneyNorRepeats() {
        Verdict reviewed = spent("t-1", NOON, 5.0);
        reviewed.setDecision(Decision.REVIEW);
        Verdict blocked = spent("t-2", NOON, 70.0);
        blocked.setDecision(Decision.BLOCK);
        Verdict repeat = spent("t-1", NOON, 5.0);
        repeat.setRepeat(true);

        pipe(reviewed);
        pipe(blocked);
        pipe(repeat);

        assertThat(spend()).containsExactly(Map.entry(NOON, new CardSpend(1L, 5L, 0L)));
    }

    @Test
    void shouldTakeALateEventUntilGraceIsOverAndCountWhatComesAfter() {
        pipe(spent("t-1", ONE.plus(GRACE).minusMillis(1), 1.0));
        pipe(spent("t-2", NOON, 20.0));
        pipe(spent("t-3", ONE.plus(GRACE), 1.0));
        pipe(spent("t-4", NOON, 300.0));

        assertThat(spend()).containsEntry(NOON, new CardSpend(1L, 20L, 0L));
        assertThat(fixture.metric("dropped-records-total")).isEqualTo(1);
    }

    @Test
    void shouldNotOverflowASum() {
        pipe(spent("t-1", NOON, 9e18));
        pipe(spent("t-2", NOON, 9e18));

        assertThat(spend()).containsExactly(Map.entry(NOON, new CardSpend(2L, Long.MAX_VALUE, 0L)));
    }

    @Test
    void shouldGoOnAfterPoison() {
        fixture.pipeBytes(
                verdicts,
                "c-1".getBytes(StandardCharsets.UTF_8),
                "not a verdict".getBytes(StandardCharsets.UTF_8));
        pipe(spent("t-1", NOON, 5.0));

        assertThat(spend()).containsExactly(Map.entry(NOON, new CardSpend(1L, 5L, 0L)));
    }

    private TopologyFixture fixture() {
        Map<String, Object> configs =
                new LinkedHashMap<>(StreamsDefaults.throughput(Duration.ofMillis(100)));
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                FraudTopics.DEAD_LETTERS.name());
        ReportTopology topology =
                new ReportTopology(
                        verdicts,
                        new FraudSettings(
                                true,
                                Duration.ofDays(2),
                                Duration.ofHours(1),
                                GRACE,
                                Duration.ofDays(35)));
        return new TopologyFixture(configs, topology::define, NOON);
    }

    private void pipe(Verdict verdict) {
        fixture.pipe(verdicts, verdict.getCardId(), verdict);
    }

    private static Verdict spent(String id, Instant at, Double amountMinor) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId(id);
        verdict.setBodyFingerprint("0".repeat(32));
        verdict.setCardId("c-1");
        verdict.setDecision(Decision.APPROVE);
        verdict.setReasons(List.of());
        verdict.setFeatures(amountMinor == null ? Map.of() : Map.of("amountMinor", amountMinor));
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("r1");
        verdict.setRepeat(false);
        verdict.setOccurredAt(at);
        verdict.setReceivedAt(at);
        verdict.setDecidedAt(at);
        return verdict;
    }

    private Map<Instant, CardSpend> spend() {
        Map<Instant, CardSpend> spend = new LinkedHashMap<>();
        try (WindowStoreIterator<ValueAndTimestamp<CardSpend>> windows =
                fixture.<String, CardSpend>aggregatedWindows(FraudStores.SPEND)
                        .fetch(
                                "c-1",
                                NOON.minus(Duration.ofDays(1)),
                                NOON.plus(GRACE).plus(GRACE))) {
            while (windows.hasNext()) {
                KeyValue<Long, ValueAndTimestamp<CardSpend>> window = windows.next();
                spend.put(Instant.ofEpochMilli(window.key), window.value.value());
            }
        }
        return spend;
    }

    private void assertNoDeadLetters() {
        assertThat(fixture.drainBytes(FraudTopics.DEAD_LETTERS.name())).isEmpty();
    }
}
