package dev.tributary.ingest.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.Topic;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.query.AwaitedVerdicts.Outcome;
import dev.tributary.ingest.query.AwaitedVerdicts.Waiter;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.TopicSpec.Cleanup;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/** The way back of verdicts against a real broker, on a topic of each test's own. */
class VerdictRepliesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Serde<Verdict> VERDICTS = StateSerde.of(Verdict.class);

    private final RealKafka kafka = RealKafka.shared();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final AwaitedVerdicts awaited = new AwaitedVerdicts(10);
    private Map<String, Object> configs;
    private TopicSpec<String, Verdict> spec;
    private RecentTransactions recent;
    private VerdictReplies replies;

    @BeforeEach
    void createTopic(TestInfo test) throws ExecutionException, InterruptedException {
        configs = new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        spec =
                new TopicSpec<>(
                        "test." + name + ".v1",
                        String.class,
                        Verdict.class,
                        1,
                        Duration.ofHours(1),
                        Cleanup.DELETE);
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(spec.name(), 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        replies.close();
    }

    @Test
    void shouldTellWhatIsCommittedAndNotWhatIsAborted() throws Exception {
        start(VERDICTS.deserializer());
        Map<String, Object> transactional = new HashMap<>(configs);
        transactional.put("transactional.id", spec.name());
        try (KafkaProducer<String, Verdict> producer = producer(transactional);
                Waiter aborted = waiter("aborted");
                Waiter committed = waiter("committed")) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("aborted", 0)).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record("committed", 0)).get();
            assertThat(committed.await(Duration.ofMillis(300))).isEqualTo(new Outcome.NotYet());
            producer.commitTransaction();

            assertThat(committed.await(PATIENCE))
                    .isEqualTo(new Outcome.Decided(verdict("committed")));
            assertThat(aborted.await(Duration.ZERO)).isEqualTo(new Outcome.NotYet());
            assertThat(recent.find(new TransactionId("committed")).map(KnownTransaction::verdict))
                    .hasValue(verdict("committed"));
            assertThat(recent.find(new TransactionId("aborted"))).isEmpty();
        }
    }

    @Test
    void shouldTellNothingFromBeforeItsStart() throws Exception {
        try (KafkaProducer<String, Verdict> producer = producer(configs)) {
            producer.send(record("before", 0)).get();
            start(VERDICTS.deserializer());
            try (Waiter after = waiter("after")) {
                producer.send(record("after", 0)).get();
                assertThat(after.await(PATIENCE)).isInstanceOf(Outcome.Decided.class);
            }
        }
        assertThat(recent.find(new TransactionId("before"))).isEmpty();
    }

    @Test
    void shouldFollowAPartitionWhenItIsAddedLater() throws Exception {
        start(VERDICTS.deserializer());
        try (Admin admin = kafka.admin();
                KafkaProducer<String, Verdict> producer = producer(configs);
                Waiter waiter = waiter("new-partition")) {
            admin.createPartitions(Map.of(spec.name(), NewPartitions.increaseTo(2))).all().get();
            await().atMost(PATIENCE).until(() -> producer.partitionsFor(spec.name()).size() == 2);
            producer.send(record("new-partition", 1)).get();

            assertThat(waiter.await(PATIENCE)).isInstanceOf(Outcome.Decided.class);
        }
    }

    @Test
    void shouldReadAgainWhereItStoppedWhenDecodingFailsForATime() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        start((topic, bytes) -> {
            if (failures.getAndDecrement() > 0) {
                throw new RetriableException("the registry is away") {};
            }
            return VERDICTS.deserializer().deserialize(topic, bytes);
        });
        try (KafkaProducer<String, Verdict> producer = producer(configs);
                Waiter waiter = waiter("patient")) {
            producer.send(record("patient", 0)).get();

            assertThat(waiter.await(PATIENCE)).isInstanceOf(Outcome.Decided.class);
        }
        assertThat(meters.counter("tributary.ingest.replies.restarts").count()).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> replies.obstacle() == null);
    }

    @Test
    void shouldPassOverWhatIsNoVerdict() throws Exception {
        start(VERDICTS.deserializer());
        try (KafkaProducer<String, Verdict> producer = producer(configs);
                Waiter waiter = waiter("good")) {
            producer.send(new ProducerRecord<>(spec.name(), 0, "card-1", null)).get();
            producer.send(record("not an id", 0)).get();
            producer.send(record("good", 0)).get();

            assertThat(waiter.await(PATIENCE)).isInstanceOf(Outcome.Decided.class);
        }
        assertThat(meters.counter("tributary.ingest.replies.unreadable").count()).isEqualTo(2);
        assertThat(meters.counter("tributary.ingest.replies.restarts").count()).isZero();
        assertThat(replies.obstacle()).isNull();
    }

    private void start(Deserializer<Verdict> decoder) {
        Topic<String, Verdict> topic =
                new Topic<>(
                        spec, Serdes.String(), Serdes.serdeFrom(VERDICTS.serializer(), decoder));
        VerdictLog log = new VerdictLog(configs, topic, Duration.ofMillis(200));
        recent = new RecentTransactions(log, 100, Duration.ofMinutes(1));
        replies = new VerdictReplies(log, recent, awaited, meters);
        assertThat(replies.obstacle()).isEqualTo("not started");
        replies.start();
        await().atMost(PATIENCE).until(() -> replies.obstacle() == null);
    }

    private Waiter waiter(String id) {
        return Objects.requireNonNull(awaited.expectAny(new TransactionId(id)));
    }

    private static KafkaProducer<String, Verdict> producer(Map<String, Object> configs) {
        return new KafkaProducer<>(configs, new StringSerializer(), VERDICTS.serializer());
    }

    private ProducerRecord<String, Verdict> record(String id, int partition) {
        return new ProducerRecord<>(spec.name(), partition, "card-1", verdict(id));
    }

    private static Verdict verdict(String id) {
        Verdict verdict = new Verdict();
        verdict.setTransactionId(id);
        verdict.setBodyFingerprint("0".repeat(32));
        verdict.setCardId("card-1");
        verdict.setDecision(Decision.APPROVE);
        verdict.setReasons(List.of());
        verdict.setFeatures(Map.of());
        verdict.setDegraded(List.of());
        verdict.setShadow(List.of());
        verdict.setRuleSetVersion("1");
        verdict.setOccurredAt(Instant.EPOCH);
        verdict.setReceivedAt(Instant.EPOCH);
        verdict.setDecidedAt(Instant.EPOCH);
        return verdict;
    }
}
