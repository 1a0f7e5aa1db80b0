package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.TopicSpec.Cleanup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A tail against a real broker, on a topic of each test's own. */
class TopicTailIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String REFUSED = "refused";

    private final RealKafka kafka = RealKafka.shared();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Queue<Told> told = new ConcurrentLinkedQueue<>();
    private final Map<String, Object> configs =
            new HashMap<>(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    private final String topic;
    private TopicTail<String> tail;

    private record Told(String value, int partition, long offset) {}

    TopicTailIT(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        topic = "tail." + name.toLowerCase(Locale.ROOT) + ".v1";
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() {
        tail.close();
    }

    @Test
    void shouldTellWhatIsCommittedAndNotWhatIsAborted() throws Exception {
        start(new StringDeserializer());
        Map<String, Object> transactional = new HashMap<>(configs);
        transactional.put("transactional.id", topic);
        try (KafkaProducer<String, String> producer = producer(transactional)) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record("aborted", 0)).get();
            producer.abortTransaction();
            producer.beginTransaction();
            producer.send(record("committed", 0)).get();
            await().during(Duration.ofMillis(300)).until(told::isEmpty);
            producer.commitTransaction();

            awaitTold("committed");
        }
        // The first record is at 0, the mark of its transaction's end at 1.
        assertThat(told).containsExactly(new Told("committed", 0, 2));
        assertThat(count("records")).isEqualTo(1);
    }

    @Test
    void shouldTellNothingFromBeforeItsStart() throws Exception {
        try (KafkaProducer<String, String> producer = producer(configs)) {
            producer.send(record("before", 0)).get();
            start(new StringDeserializer());
            producer.send(record("after", 0)).get();
            awaitTold("after");
        }
        assertThat(told).containsExactly(new Told("after", 0, 1));
    }

    @Test
    void shouldFollowAPartitionWhenItIsAddedLater() throws Exception {
        start(new StringDeserializer());
        try (Admin admin = kafka.admin();
                KafkaProducer<String, String> producer = producer(configs)) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(2))).all().get();
            await().atMost(PATIENCE).until(() -> producer.partitionsFor(topic).size() == 2);
            producer.send(record("new-partition", 1)).get();

            awaitTold("new-partition");
        }
        assertThat(told).containsExactly(new Told("new-partition", 1, 0));
    }

    @Test
    void shouldReadAgainWhereItStoppedWhenDecodingFailsForATime() throws Exception {
        AtomicInteger failures = new AtomicInteger(2);
        start((topic, bytes) -> {
            if (failures.getAndDecrement() > 0) {
                throw new RetriableException("the registry is away") {};
            }
            return new String(bytes, StandardCharsets.UTF_8);
        });
        try (KafkaProducer<String, String> producer = producer(configs)) {
            producer.send(record("patient", 0)).get();

            awaitTold("patient");
        }
        assertThat(count("restarts")).isEqualTo(2);
        await().atMost(PATIENCE).until(() -> tail.obstacle() == null);
    }

    @Test
    void shouldPassOverWhatCannotBeReadOrIsRefused() throws Exception {
        start((topic, bytes) -> {
            if (bytes != null && bytes[0] == '?') {
                throw new SerializationException("not readable");
            }
            return bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
        });
        try (KafkaProducer<String, String> producer = producer(configs)) {
            producer.send(new ProducerRecord<>(topic, 0, "key", null)).get();
            producer.send(record("?", 0)).get();
            producer.send(record(REFUSED, 0)).get();
            producer.send(record("good", 0)).get();

            awaitTold("good");
        }
        assertThat(told).containsExactly(new Told("good", 0, 3));
        assertThat(count("unreadable")).isEqualTo(3);
        assertThat(count("restarts")).isZero();
        assertThat(tail.obstacle()).isNull();
    }

    @Test
    void shouldSayThatTheTopicIsMissingUntilItExists() throws Exception {
        TopicSpec<String, String> other = spec(topic.replace(".v1", "-late.v1"));
        tail = tail(other, new StringDeserializer());
        tail.start();
        await().atMost(PATIENCE).until(() -> tail.obstacle().contains("does not exist"));

        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(other.name(), 1, (short) 1))).all().get();
        }

        await().atMost(PATIENCE).until(() -> tail.obstacle() == null);
    }

    private void start(Deserializer<String> decoder) {
        tail = tail(spec(topic), decoder);
        assertThat(tail.obstacle()).isEqualTo("not started");
        tail.start();
        await().atMost(PATIENCE).until(() -> tail.obstacle() == null);
    }

    private TopicTail<String> tail(TopicSpec<String, String> spec, Deserializer<String> decoder) {
        Topic<String, String> read =
                new Topic<>(
                        spec, Serdes.String(), Serdes.serdeFrom(new StringSerializer(), decoder));
        return new TopicTail<>(
                new TopicTail.Naming("test-tail", "records", "test.tail"),
                new TopicLog<>(configs, read, Duration.ofMillis(200)),
                this::take,
                meters);
    }

    private void take(String value, byte[] bytes, int partition, long offset) {
        if (value.equals(REFUSED)) {
            throw new IllegalArgumentException("nobody asked for this");
        }
        assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(value);
        told.add(new Told(value, partition, offset));
    }

    private void awaitTold(String value) {
        await().atMost(PATIENCE)
                .until(() -> told.stream().anyMatch(it -> it.value().equals(value)));
    }

    private double count(String counter) {
        return meters.counter("test.tail." + counter).count();
    }

    private static TopicSpec<String, String> spec(String name) {
        return new TopicSpec<>(
                name, String.class, String.class, 1, Duration.ofHours(1), Cleanup.DELETE);
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> configs) {
        return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
    }

    private ProducerRecord<String, String> record(String value, int partition) {
        return new ProducerRecord<>(topic, partition, "key", value);
    }
}
