package dev.tributary.fraud.topology;

import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardHistory;
import dev.tributary.schemas.ingest.LineItem;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The topology with production's configuration in a driver: transactions in, verdicts, state and
 * dead letters out. Rules and their windows have their own tests in the domain.
 */
class FraudTopologyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant WALL_CLOCK = Instant.parse("2026-02-03T04:05:06.789Z");
    private static final Duration REPEATS = Duration.ofDays(2);

    private final Topic<String, Transaction> transactions =
            new Topic<>(
                    IngestTopics.TRANSACTIONS, Serdes.String(), StateSerde.of(Transaction.class));
    private final Topic<String, Verdict> verdicts =
            new Topic<>(FraudTopics.VERDICTS, Serdes.String(), StateSerde.of(Verdict.class));
    private final List<String> heard = new ArrayList<>();
    private TopologyFixture fixture;

    @BeforeEach
    void open() {
        fixture = fixture(REPEATS);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldBeTheTopologyThatIsDeployed() {
        GoldenTopology.assertUnchanged(
                fixture.topology(), Path.of("src/test/resources/fraud-topology.txt"));
    }

    @Test
    void shouldDecideOnceWithItsReasonsAndRememberTheCard() {
        pipe(aTransaction("t-1").amountMinor(2_500));

        Verdict verdict = onlyVerdict();
        assertThat(verdict.getTransactionId()).isEqualTo("t-1");
        assertThat(verdict.getCardId()).isEqualTo("c-1");
        assertThat(verdict.getDecision()).isEqualTo(Decision.APPROVE);
        assertThat(verdict.getScore()).isZero();
        assertThat(verdict.getReasons()).isEmpty();
        assertThat(verdict.getFeatures()).containsEntry("cardCount1m", 1.0);
        assertThat(verdict.getDegraded()).isEmpty();
        assertThat(verdict.getRepeat()).isFalse();
        assertThat(verdict.getOccurredAt()).isEqualTo(NOON);
        assertThat(verdict.getDecidedAt()).isEqualTo(WALL_CLOCK);
        assertThat(verdict.getRuleSetVersion()).isNotBlank();
        CardHistory history = history("c-1");
        assertThat(history.getAttemptTimes().remaining()).isEqualTo(Long.BYTES);
        assertThat(heard).containsExactly("t-1");
        assertNoDeadLetters();
    }

    @Test
    void shouldRepeatTheVerdictAndChangeNothingWhenDeliveredAgain() {
        pipe(aTransaction("t-1"));
        Verdict first = onlyVerdict();
        CardHistory before = history("c-1");

        pipe(aTransaction("t-1"));

        Verdict second = onlyVerdict();
        assertThat(second.getRepeat()).isTrue();
        assertThat(Verdict.newBuilder(second).setRepeat(false).build()).isEqualTo(first);
        assertThat(history("c-1")).isEqualTo(before);
        assertNoDeadLetters();
    }

    @Test
    void shouldTellWhetherThereIsABasketAlsoWhenDeliveredAgain() {
        LineItem item = new LineItem("sku-1", 1, 2_500L);
        pipe(aTransaction("t-1").items(item));
        pipe(aTransaction("t-1").items(item));
        pipe(aTransaction("t-2"));

        assertThat(drain()).extracting(Verdict::getHasItems).containsExactly(true, true, false);
    }

    @Test
    void shouldTellWhatWasDecidedWhenTheSameIdComesWithAnotherBody() {
        pipe(aTransaction("t-1").amountMinor(100).fingerprint("a".repeat(32)));
        Verdict first = onlyVerdict();

        pipe(aTransaction("t-1").amountMinor(99_999_999).fingerprint("b".repeat(32)));

        Verdict second = onlyVerdict();
        assertThat(second.getRepeat()).isTrue();
        assertThat(second.getBodyFingerprint()).isEqualTo("a".repeat(32));
        assertThat(second.getDecision()).isEqualTo(first.getDecision());
    }

    @Test
    void shouldTakeTheSameIdOnAnotherCardAsAnotherTransaction() {
        pipe(aTransaction("t-1").card("c-1"));
        pipe(aTransaction("t-1").card("c-2"));

        assertThat(drain())
                .extracting(Verdict::getCardId, Verdict::getRepeat)
                .containsExactly(tuple("c-1", false), tuple("c-2", false));
    }

    @Test
    void shouldRecogniseARepeatUntilTheRetentionAfterArrivalIsOver() {
        pipe(aTransaction("t-1"));
        pipe(aTransaction("t-1").receivedAt(NOON.plus(REPEATS)));
        pipe(aTransaction("t-1").receivedAt(NOON.plus(REPEATS).plusMillis(1)));

        assertThat(drain()).extracting(Verdict::getRepeat).containsExactly(false, true, false);
    }

    /** Two instances stamp arrivals by clocks of their own. */
    @Test
    void shouldRecogniseARepeatThatSaysItArrivedEarlierByAsMuchAsClocksMayBeApart() {
        Instant windowBegins = Instant.ofEpochMilli(REPEATS.toMillis() * 11_000);
        pipe(aTransaction("t-1").receivedAt(windowBegins));
        pipe(aTransaction("t-1").receivedAt(windowBegins.minus(Duration.ofHours(1))));
        pipe(
                aTransaction("t-1")
                        .receivedAt(windowBegins.minus(Duration.ofHours(1)).minusMillis(1)));

        assertThat(drain()).extracting(Verdict::getRepeat).containsExactly(false, true, false);
    }

    @Test
    void shouldRecogniseARepeatOfAnOldEventThatArrivedNow() {
        Instant longAgo = NOON.minus(Duration.ofDays(900));
        pipe(aTransaction("t-0").at(NOON));
        pipe(aTransaction("t-1").at(longAgo).receivedAt(NOON));
        pipe(aTransaction("t-1").at(longAgo).receivedAt(NOON.plusSeconds(1)));

        assertThat(drain()).extracting(Verdict::getRepeat).containsExactly(false, false, true);
    }

    @Test
    void shouldDecideTheSixthTransactionOfAMinuteByItsVelocity() {
        for (int i = 0; i < 6; i++) {
            pipe(aTransaction("t-" + i).at(NOON.plusSeconds(i)));
        }

        List<Verdict> decided = drain();
        assertThat(decided.get(5).getFeatures()).containsEntry("cardCount1m", 6.0);
        assertThat(decided.get(5).getReasons())
                .extracting(it -> it.getCode())
                .contains("VELOCITY_COUNT_1M");
        assertThat(decided.get(5).getDecision()).isNotEqualTo(Decision.APPROVE);
    }

    /**
     * That it is parked shows against a real broker: the driver loses what an undecodable record
     * sends.
     */
    @Test
    void shouldGoOnAfterPoison() {
        fixture.pipeBytes(
                transactions,
                "c-1".getBytes(StandardCharsets.UTF_8),
                "not a transaction".getBytes(StandardCharsets.UTF_8));
        pipe(aTransaction("t-1"));

        assertThat(drain()).extracting(Verdict::getTransactionId).containsExactly("t-1");
        assertThat(fixture.metric("dropped-records-total")).isEqualTo(1);
    }

    @Test
    void shouldParkARecordWithoutValueOrUnderAnotherKeyAndGoOn() {
        fixture.pipe(transactions, "c-1", null);
        fixture.pipe(transactions, "c-9", aTransaction("t-1").card("c-1").build());
        fixture.pipe(transactions, null, aTransaction("t-2").card("c-1").build());
        pipe(aTransaction("t-3"));

        assertThat(drain()).extracting(Verdict::getTransactionId).containsExactly("t-3");
        assertThat(deadLetters()).hasSize(3);
    }

    private TopologyFixture fixture(Duration repeats) {
        Map<String, Object> configs = new LinkedHashMap<>(StreamsDefaults.latency());
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                FraudTopics.DEAD_LETTERS.name());
        FraudTopology topology =
                new FraudTopology(
                        new dev.tributary.fraud.topology.FraudTopics(transactions, verdicts),
                        new FraudSettings(
                                true,
                                repeats,
                                Duration.ofHours(1),
                                Duration.ofDays(1),
                                Duration.ofDays(35)),
                        new FraudScorer(ScorerSettings.defaults()),
                        (verdict, age) -> heard.add(verdict.getTransactionId()));
        return new TopologyFixture(configs, topology::define, WALL_CLOCK);
    }

    private void pipe(TransactionBuilder transaction) {
        Transaction built = transaction.build();
        fixture.pipe(transactions, built.getCardId(), built);
    }

    private List<Verdict> drain() {
        return fixture.drain(verdicts).stream().map(TestRecord::value).toList();
    }

    private Verdict onlyVerdict() {
        List<Verdict> decided = drain();
        assertThat(decided).hasSize(1);
        return decided.getFirst();
    }

    private CardHistory history(String cardId) {
        return fixture.<String, CardHistory>keyValueStore(FraudStores.CARD_HISTORY).get(cardId);
    }

    private List<TestRecord<byte[], byte[]>> deadLetters() {
        return fixture.drainBytes(FraudTopics.DEAD_LETTERS.name());
    }

    private void assertNoDeadLetters() {
        assertThat(deadLetters()).isEmpty();
    }
}
