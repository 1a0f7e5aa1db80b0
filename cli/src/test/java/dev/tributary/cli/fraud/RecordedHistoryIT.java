package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Channel;
import dev.tributary.schemas.ingest.Label;
import dev.tributary.schemas.ingest.LabelSource;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What training reads of a broker's topics: what is committed and decided, once, with the label
 * that counts. Later tests add to what earlier ones left on the topics.
 */
@TestMethodOrder(OrderAnnotation.class)
class RecordedHistoryIT {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");

    private static RealKafka kafka;
    private static KafkaProducer<String, SpecificRecord> producer;

    @BeforeAll
    static void start() {
        kafka = RealKafka.own();
        kafka.createTopics();
        kafka.deploySchemas();
        AvroSerializer<SpecificRecord> values = new AvroSerializer<>();
        values.configure(
                Map.of("schema.registry.url", kafka.registryUrl(), "auto.register.schemas", false),
                false);
        producer =
                new KafkaProducer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "transactional.id",
                                "recorded-history"),
                        new StringSerializer(),
                        values);
        producer.initTransactions();
    }

    @AfterAll
    static void stop() {
        producer.close(Duration.ZERO);
        kafka.close();
    }

    @Test
    @Order(1)
    void shouldSayThatNothingIsRecordedWhereTopicsAreEmpty() {
        assertThatThrownBy(() -> history(null).read(ReferenceRates.defaults()))
                .isInstanceOf(FraudDataException.class)
                .hasMessage("no transaction with a verdict is recorded");
    }

    @Test
    @Order(2)
    void shouldReadWhatIsCommittedAndDecidedOnceWithTheLabelThatCounts() {
        committed(() -> {
            transaction("honest", 100, 0);
            transaction("fraud", 200, 1);
            transaction("fraud", 200, 1);
            transaction("undecided", 300, 2);
            transaction("unlabelled", 400, 3);
            verdict("honest", Decision.APPROVE, false);
            verdict("fraud", Decision.APPROVE, false);
            verdict("fraud", Decision.APPROVE, true);
            verdict("unlabelled", Decision.BLOCK, false);
            verdict("on-no-topic", Decision.APPROVE, false);
            label("honest", true, 10);
            label("honest", false, 20);
            label("fraud", true, 20);
            label("fraud", false, 10);
            label("on-no-topic", true, 10);
        });
        producer.beginTransaction();
        transaction("aborted", 500, 4);
        verdict("aborted", Decision.APPROVE, false);
        verdict("undecided", Decision.APPROVE, false);
        label("unlabelled", true, 30);
        producer.flush();
        producer.abortTransaction();

        RecordedHistory history = history(null);
        TransactionTable table = history.read(ReferenceRates.defaults());

        assertThat(told(table)).isEqualTo(Map.of(100L, false, 200L, true, 400L, false));
        assertThat(history.undecided()).isOne();
    }

    @Test
    @Order(3)
    void shouldPassOverWhatHappenedBefore() {
        RecordedHistory history = history(THEN.plusSeconds(1));

        assertThat(told(history.read(ReferenceRates.defaults())))
                .isEqualTo(Map.of(200L, true, 400L, false));
        assertThatThrownBy(() -> history(THEN.plusSeconds(4)).read(ReferenceRates.defaults()))
                .isInstanceOf(FraudDataException.class)
                .hasMessage("no transaction with a verdict is recorded since 2026-01-01T12:00:04Z");
    }

    @Test
    @Order(4)
    void shouldSayWhichTopicCannotBeReadWhenARecordIsPoison() {
        try (KafkaProducer<byte[], byte[]> plain =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            var _ =
                    plain.send(
                            new ProducerRecord<>(
                                    IngestTopics.LABELS.name(), new byte[] {1}, new byte[] {9}));
        }

        assertThatThrownBy(() -> history(null).read(ReferenceRates.defaults()))
                .isInstanceOf(FraudDataException.class)
                .hasMessageStartingWith(
                        "topic ingest.labels.v1 of %s cannot be read: "
                                .formatted(kafka.bootstrapServers()));
    }

    private static RecordedHistory history(@Nullable Instant since) {
        return new RecordedHistory(
                new CommittedLog(kafka.bootstrapServers(), kafka.registryUrl()), since);
    }

    /** Whether fraud, by amount, which is another one for each transaction here. */
    private static Map<Long, Boolean> told(TransactionTable table) {
        Map<Long, Boolean> told = new HashMap<>();
        IntStream.range(0, table.size())
                .forEach(row ->
                        assertThat(told.put(table.amountMinor(row), table.fraud(row))).isNull());
        return told;
    }

    private static void committed(Runnable sends) {
        producer.beginTransaction();
        sends.run();
        producer.commitTransaction();
    }

    private static void send(TopicSpec<String, ?> topic, String key, SpecificRecord value) {
        var _ = producer.send(new ProducerRecord<>(topic.name(), key, value));
    }

    private static void transaction(String id, long amountMinor, int second) {
        send(
                IngestTopics.TRANSACTIONS,
                "card",
                Transaction.newBuilder()
                        .setTransactionId(id)
                        .setBodyFingerprint("f".repeat(32))
                        .setCardId("card")
                        .setAmountMinor(amountMinor)
                        .setCurrency("EUR")
                        .setMerchantId("merchant")
                        .setTerminalId("terminal")
                        .setChannel(Channel.CARD_PRESENT)
                        .setOccurredAt(THEN.plusSeconds(second))
                        .setReceivedAt(THEN.plusSeconds(second))
                        .build());
    }

    private static void verdict(String id, Decision decision, boolean repeat) {
        send(
                FraudTopics.VERDICTS,
                "card",
                Verdict.newBuilder()
                        .setTransactionId(id)
                        .setBodyFingerprint("f".repeat(32))
                        .setCardId("card")
                        .setDecision(decision)
                        .setScore(0)
                        .setRuleSetVersion("rules")
                        .setRepeat(repeat)
                        .setOccurredAt(THEN)
                        .setReceivedAt(THEN)
                        .setDecidedAt(THEN)
                        .build());
    }

    private static void label(String id, boolean fraud, int daysLater) {
        Instant at = THEN.plus(Duration.ofDays(daysLater));
        send(IngestTopics.LABELS, id, new Label(id, fraud, LabelSource.CHARGEBACK, null, at, at));
    }
}
