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
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.LineItem;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.BasketLine;
import dev.tributary.schemas.ingest.state.TransactionStatus;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderStatus;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    private final Topic<String, Order> orders =
            new Topic<>(InventoryTopics.ORDERS, Serdes.String(), StateSerde.of(Order.class));
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
                                new TransactionStatusTopology.Topics(
                                        transactions, verdicts, orders),
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
    void shouldKeepWhatWasBoughtAndWhatBecameOfIt() throws IOException {
        Transaction transaction = transaction("t-1", "card-1", FIRST, NOW);
        transaction.setItems(List.of(new LineItem("sku-1", 2, 6499L)));
        Verdict verdict = verdict("t-1", "card-1", FIRST);
        pipe(transaction);
        pipe(order("t-1", OrderStatus.PENDING));
        pipe(verdict);
        Order confirmed = order("t-1", OrderStatus.CONFIRMED);
        pipe(confirmed);

        TransactionStatus expected = status("t-1", "card-1", FIRST, verdict);
        expected.setBasket(List.of(new BasketLine("sku-1", 2, 6499L)));
        expected.setOrder(confirmed.toByteBuffer());
        expected.setOrderOffset(1);
        assertThat(kept("t-1")).containsExactly(expected);
        assertNothingParked();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tov", "vto", "vot", "otv", "ovt"})
    void shouldKeepTheSameInWhateverOrderTransactionVerdictAndOrderCome(String way)
            throws IOException {
        Verdict verdict = verdict("t-1", "card-1", FIRST);
        Order order = order("t-1", OrderStatus.HELD);
        for (int i = 0; i < way.length(); i++) {
            switch (way.charAt(i)) {
                case 't' -> pipe(transaction("t-1", "card-1", FIRST, NOW));
                case 'v' -> pipe(verdict);
                default -> pipe(order);
            }
        }

        TransactionStatus expected = status("t-1", "card-1", FIRST, verdict);
        expected.setOrder(order.toByteBuffer());
        expected.setOrderOffset(0);
        assertThat(kept("t-1")).containsExactly(expected);
        assertNothingParked();
    }

    @Test
    void shouldSayThatWhatWasBoughtIsNotKnownWhileOnlyVerdictOrOrderAre() throws IOException {
        Verdict verdict = verdict("t-1", "card-1", FIRST);
        Order order = order("t-2", OrderStatus.PENDING);
        pipe(verdict);
        pipe(order);

        TransactionStatus decided = status("t-1", "card-1", FIRST, verdict);
        decided.setBasketAwaited(true);
        assertThat(kept("t-1")).containsExactly(decided);
        Verdict onNothing = verdict("t-3", "card-1", FIRST);
        onNothing.setHasItems(false);
        pipe(onNothing);
        assertThat(kept("t-3")).containsExactly(status("t-3", "card-1", FIRST, onNothing));
        TransactionStatus ordered = status("t-2", "", "", null);
        ordered.setBasketAwaited(true);
        ordered.setOrder(order.toByteBuffer());
        ordered.setOrderOffset(0);
        assertThat(kept("t-2")).containsExactly(ordered);
    }

    /** The order's stock is asked for in the next window, so that its entry stands elsewhere. */
    @Test
    void shouldKeepOneEntryWhenTheOrderCameFirstAndIsAboutAnotherWindow() throws IOException {
        Instant edge = Instant.EPOCH;
        while (!edge.isAfter(NOW)) {
            edge = edge.plus(RETENTION);
        }
        topology.advanceWallClock(Duration.between(NOW, edge));
        Order order = order("t-1", OrderStatus.PENDING);
        order.setRequestedAt(edge);
        pipe(order);
        pipe(transaction("t-1", "card-1", FIRST, edge.minusMillis(1)));
        Order confirmed = order("t-1", OrderStatus.CONFIRMED);
        confirmed.setRequestedAt(edge);
        pipe(confirmed);

        TransactionStatus expected = status("t-1", "card-1", FIRST, null);
        expected.setReceivedAt(edge.minusMillis(1));
        expected.setOrder(confirmed.toByteBuffer());
        expected.setOrderOffset(1);
        assertThat(kept("t-1")).containsExactly(expected);
    }

    /** Entries that were written before orders were told. */
    @Test
    void shouldReadOnWhatWasKeptBeforeOrders() throws IOException {
        Schema before =
                new Schema.Parser()
                        .parse(
                                Path.of(
                                                "../schemas/history/ingest.transaction-status.state/v1.avsc")
                                        .toFile());
        GenericRecord entry = new GenericData.Record(before);
        entry.put("transactionId", "t-1");
        entry.put("bodyFingerprint", FIRST);
        entry.put("cardId", "card-1");
        entry.put("receivedAt", NOW.toEpochMilli());
        byte[] bytes =
                new BinaryMessageEncoder<GenericRecord>(GenericData.get(), before)
                        .encode(entry)
                        .array();

        assertThat(TransactionStores.value().deserializer().deserialize("", bytes))
                .isEqualTo(status("t-1", "card-1", FIRST, null));
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

    private void pipe(Order order) {
        topology.pipe(orders, order.getTransactionId(), order);
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
                id,
                fingerprint,
                card,
                NOW,
                verdict == null ? null : verdict.toByteBuffer(),
                false,
                List.of(),
                null,
                -1L);
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

    private static Order order(String id, OrderStatus status) {
        Order order = new Order();
        order.setTransactionId(id);
        order.setStatus(status);
        order.setLines(List.of());
        order.setRequestedAt(NOW);
        order.setExpiresAt(NOW.plusSeconds(600));
        return order;
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
