package dev.tributary.ingest.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.ingest.store.TransactionStores;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What is kept of a transaction, whatever the order in which the log tells of it. Records are
 * stamped by the driver as a broker would, from {@link #NOW} on.
 */
class TransactionStatusTopologyTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(7);
    private static final String FIRST = "1".repeat(32);
    private static final String OTHER = "2".repeat(32);

    private final Topic<String, Transaction> transactions =
            new Topic<>(
                    IngestTopics.TRANSACTIONS, Serdes.String(), StateSerde.of(Transaction.class));
    private final Topic<String, Verdict> verdicts =
            new Topic<>(FraudTopics.VERDICTS, Serdes.String(), StateSerde.of(Verdict.class));
    private final TopologyFixture topology = fixture();

    private TopologyFixture fixture() {
        Map<String, Object> configs =
                StreamsDefaults.atLeastOnce(StreamsDefaults.throughput(Duration.ofMillis(100)));
        configs.put(
                StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG,
                IngestTopics.DEAD_LETTERS.name());
        return new TopologyFixture(
                configs,
                builder ->
                        TransactionStatusTopology.define(
                                builder,
                                new TransactionStatusTopology.Topics(transactions, verdicts),
                                RETENTION),
                NOW);
    }

    @AfterEach
    void close() {
        topology.close();
    }

    @Test
    void shouldKeepATransactionAsPendingWhenItArrives() throws IOException {
        pipe(transaction("t-1", "card-1", FIRST, NOW));

        assertThat(kept("t-1")).containsExactly(status("t-1", "card-1", FIRST, null));
        assertNothingParked();
    }

    @Test
    void shouldAddTheVerdictToTheTransactionWhenItComes() throws IOException {
        pipe(transaction("t-1", "card-1", FIRST, NOW));
        Verdict verdict = verdict("t-1", "card-1", FIRST);
        pipe(verdict);

        assertThat(kept("t-1")).containsExactly(status("t-1", "card-1", FIRST, verdict));
        assertNothingParked();
    }

    @Test
    void shouldKeepTheSameWhenTheVerdictComesFirst() throws IOException {
        Verdict verdict = verdict("t-1", "card-1", FIRST);
        pipe(verdict);
        pipe(transaction("t-1", "card-1", FIRST, NOW));

        assertThat(kept("t-1")).containsExactly(status("t-1", "card-1", FIRST, verdict));
    }

    @Test
    void shouldChangeNothingWhenTransactionAndVerdictAreRepeated() throws IOException {
        Verdict verdict = verdict("t-1", "card-1", FIRST);
        pipe(transaction("t-1", "card-1", FIRST, NOW));
        pipe(verdict);
        pipe(transaction("t-1", "card-1", FIRST, NOW.plusSeconds(60)));
        Verdict repeat = verdict("t-1", "card-1", FIRST);
        repeat.setRepeat(true);
        pipe(repeat);

        assertThat(kept("t-1")).containsExactly(status("t-1", "card-1", FIRST, verdict));
    }

    @Test
    void shouldKeepTheFirstBodyWhenAnotherComesUnderTheSameId() throws IOException {
        pipe(transaction("t-1", "card-1", FIRST, NOW));
        pipe(transaction("t-1", "card-1", OTHER, NOW.plusSeconds(1)));
        pipe(verdict("t-1", "card-1", OTHER));

        assertThat(kept("t-1")).containsExactly(status("t-1", "card-1", FIRST, null));
        assertNothingParked();
    }

    @Test
    void shouldKeepTheFirstCardWhenAnotherUsesTheSameId() throws IOException {
        pipe(transaction("t-1", "card-1", FIRST, NOW));
        pipe(transaction("t-1", "card-2", FIRST, NOW));
        pipe(verdict("t-1", "card-2", FIRST));

        assertThat(kept("t-1")).containsExactly(status("t-1", "card-1", FIRST, null));
    }

    @Test
    void shouldKeepWhenTheTransactionIsOldButArrivesNow() throws IOException {
        Transaction old = transaction("t-1", "card-1", FIRST, NOW);
        old.setOccurredAt(Instant.EPOCH);
        pipe(old);

        assertThat(kept("t-1")).hasSize(1);
    }

    @Test
    void shouldForgetWhenARetentionAndItsSegmentHavePassed() throws IOException {
        pipe(transaction("t-1", "card-1", FIRST, NOW));
        topology.advanceWallClock(RETENTION.multipliedBy(2));
        pipe(transaction("t-2", "card-1", FIRST, NOW.plus(RETENTION.multipliedBy(2))));

        assertThat(kept("t-1")).isEmpty();
        assertThat(kept("t-2")).hasSize(1);
    }

    /**
     * The driver does not hand out what its deserialization handler parks; a broker's test does.
     */
    @Test
    void shouldGoOnWhenARecordCannotBeRead() throws IOException {
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        topology.pipeBytes(transactions, null, poison);
        topology.pipeBytes(verdicts, poison, poison);
        pipe(transaction("t-1", "card-1", FIRST, NOW));

        assertThat(kept("t-1")).hasSize(1);
    }

    @Test
    void shouldParkWhenARecordHasNoValueNoUsableIdOrArrivedInTheFuture() throws IOException {
        topology.pipeBytes(transactions, "card-1".getBytes(StandardCharsets.UTF_8), null);
        pipe(transaction("ahead", "card-1", FIRST, NOW.plus(NewsProcessor.AHEAD_MAX)));
        pipe(
                transaction(
                        "far-ahead",
                        "card-1",
                        FIRST,
                        NOW.plus(NewsProcessor.AHEAD_MAX).plus(Duration.ofHours(1))));
        pipe(transaction("not an id", "card-1", FIRST, NOW));

        assertThat(topology.drainBytes(IngestTopics.DEAD_LETTERS.name())).hasSize(3);
        assertThat(kept("ahead")).hasSize(1);
        assertThat(kept("far-ahead")).isEmpty();
    }

    @Test
    void shouldKeepWhenARecordHasNoKey() throws IOException {
        topology.pipe(transactions, null, transaction("no-key", "card-1", FIRST, NOW));

        assertThat(kept("no-key")).hasSize(1);
        assertNothingParked();
    }

    @Test
    void shouldBeTheTopologyThatWasReviewed() {
        GoldenTopology.assertUnchanged(
                topology.topology(), Path.of("src/test/resources/transaction-status-topology.txt"));
    }

    private void pipe(Transaction transaction) {
        topology.pipe(transactions, transaction.getCardId(), transaction);
    }

    private void pipe(Verdict verdict) {
        topology.pipe(verdicts, verdict.getCardId(), verdict);
    }

    private List<TransactionStatus> kept(String id) {
        WindowStore<String, TransactionStatus> store =
                topology.windowStore(TransactionStores.STATUS_BY_ID);
        List<TransactionStatus> kept = new ArrayList<>();
        try (WindowStoreIterator<TransactionStatus> entries =
                store.fetch(id, Instant.EPOCH, Instant.parse("2100-01-01T00:00:00Z"))) {
            entries.forEachRemaining(it -> kept.add(it.value));
        }
        return kept;
    }

    private void assertNothingParked() {
        assertThat(topology.drainBytes(IngestTopics.DEAD_LETTERS.name())).isEmpty();
    }

    private static TransactionStatus status(
            String id, String card, String fingerprint, Verdict verdict) throws IOException {
        return new TransactionStatus(
                id, fingerprint, card, NOW, verdict == null ? null : verdict.toByteBuffer());
    }

    private static Transaction transaction(
            String id, String card, String fingerprint, Instant receivedAt) {
        Transaction transaction = new Transaction();
        transaction.setTransactionId(id);
        transaction.setBodyFingerprint(fingerprint);
        transaction.setCardId(card);
        transaction.setAmountMinor(1);
        transaction.setCurrency("EUR");
        transaction.setMerchantId("m-1");
        transaction.setChannel(Channel.ATM);
        transaction.setItems(List.of());
        transaction.setOccurredAt(receivedAt);
        transaction.setReceivedAt(receivedAt);
        return transaction;
    }

    private static Verdict verdict(String id, String card, String fingerprint) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId(id);
        verdict.setBodyFingerprint(fingerprint);
        verdict.setCardId(card);
        verdict.setDecision(Decision.APPROVE);
        verdict.setReasons(List.of());
        verdict.setFeatures(Map.of());
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("1");
        verdict.setOccurredAt(NOW);
        verdict.setReceivedAt(NOW);
        verdict.setDecidedAt(NOW);
        return verdict;
    }
}
