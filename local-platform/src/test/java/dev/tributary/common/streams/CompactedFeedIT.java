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
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** A feed against a real broker, on a topic of each test's own. */
class CompactedFeedIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 2;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Map<String, String> known = new ConcurrentHashMap<>();
    private final Queue<Map<String, String>> whenCaughtUp = new ConcurrentLinkedQueue<>();
    private final AtomicInteger puts = new AtomicInteger();
    private final AtomicInteger begunAgain = new AtomicInteger();
    private final String topic;
    private @Nullable CompactedFeed<String, String> feed;

    CompactedFeedIT(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        topic = "feed." + name.toLowerCase(Locale.ROOT) + ".v1";
    }

    @AfterEach
    void close() {
        if (feed != null) {
            feed.close();
            assertThat(feed.obstacle()).endsWith("no longer read");
        }
    }

    @Test
    void shouldTellAllThatIsThereAndThenEveryChange() throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            for (int i = 0; i < 5_000; i++) {
                send(producer, "key-" + i, "old");
                send(producer, "key-" + i, "new");
            }
            send(producer, "key-0", null);
            producer.flush();
            start(kafka, new StringDeserializer());
            awaitCaughtUp();

            assertThat(whenCaughtUp).hasSize(1);
            assertThat(whenCaughtUp.element()).hasSize(4_999).doesNotContainKey("key-0");
            assertThat(whenCaughtUp.element().values()).containsOnly("new");
            assertThat(feed.progress().next()).hasSize(PARTITIONS);
            assertThat(feed.progress().next().values().stream().mapToLong(it -> it).sum())
                    .isEqualTo(10_001);
            assertThat(feed.progress().lagRecords()).isZero();

            RecordMetadata put = producer.send(new ProducerRecord<>(topic, "key-1", "live")).get();
            assertThat(feed.awaitPosition(put.partition(), put.offset() + 1, PATIENCE)).isTrue();
            assertThat(known).containsEntry("key-1", "live");
            assertThat(feed.awaitPosition(put.partition(), put.offset() + 2, Duration.ofMillis(1)))
                    .isFalse();
            send(producer, "key-2", null);
            producer.flush();
            awaitValue("key-2", null);
            assertThat(whenCaughtUp).hasSize(1);
            assertThat(count("records")).isEqualTo(10_003);
        }
    }

    @Test
    void shouldBeCaughtUpWhenThereIsNothing() throws Exception {
        create(RealKafka.shared());
        start(RealKafka.shared(), new StringDeserializer());
        awaitCaughtUp();

        assertThat(whenCaughtUp).containsExactly(Map.of());
    }

    @Test
    void shouldNameTheTopicUntilItExists() throws Exception {
        start(RealKafka.shared(), new StringDeserializer());
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(feed.obstacle()).contains("topic " + topic, "does not exist"));
        assertThat(feed.caughtUp()).isFalse();
        create(RealKafka.shared());
        awaitCaughtUp();
    }

    @Test
    void shouldNotTellWhatIsAborted() throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        start(kafka, new StringDeserializer());
        try (KafkaProducer<String, String> producer =
                producer(kafka, Map.of("transactional.id", topic))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, "aborted", "1");
            // What was not sent yet would be dropped and abort nothing.
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, "committed", "1");
            producer.commitTransaction();
            awaitValue("committed", "1");
        }
        assertThat(known).containsOnlyKeys("committed");
        await().atMost(PATIENCE).until(() -> feed.progress().lagRecords() == 0);
    }

    @Test
    void shouldPassOverAndCountWhatCannotBeRead() throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            send(producer, "a", "1");
            send(producer, "a", "poison");
            send(producer, "listener-throws", "1");
            send(producer, "b", "1");
            producer.flush();
            start(
                    kafka,
                    (name, bytes) -> {
                        String value = text(bytes);
                        if ("poison".equals(value)) {
                            throw new SerializationException("no text");
                        }
                        return value;
                    });
            awaitCaughtUp();

            assertThat(known).containsExactlyInAnyOrderEntriesOf(Map.of("a", "1", "b", "1"));
            assertThat(count("unreadable")).isEqualTo(2);
            assertThat(count("restarts")).isZero();
        }
    }

    @Test
    void shouldGoOnWhereItStoppedWhenTheRegistryIsAwayForATime() throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        AtomicInteger failures = new AtomicInteger(2);
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            send(producer, "a", "1");
            send(producer, "b", "needs the registry");
            send(producer, "c", "1");
            producer.flush();
            start(
                    kafka,
                    (name, bytes) -> {
                        String value = text(bytes);
                        if ("needs the registry".equals(value) && failures.getAndDecrement() > 0) {
                            throw new RetriableException("the registry is away") {};
                        }
                        return value;
                    });
            awaitCaughtUp();

            assertThat(known).containsOnlyKeys("a", "b", "c");
            assertThat(count("restarts")).isEqualTo(2);
            assertThat(count("unreadable")).isZero();
            assertThat(count("records")).isEqualTo(3);
        }
    }

    @Test
    void shouldTellOnlyTheDifferenceWhenItHasToReadAnew() throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        AtomicInteger failures = new AtomicInteger(1);
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            send(producer, "a", "1");
            send(producer, "a", "2");
            producer.flush();
            // Every silence is taken for one that outlived the tombstones.
            start(
                    kafka,
                    (name, bytes) -> {
                        String value = text(bytes);
                        if ("needs the registry".equals(value) && failures.getAndDecrement() > 0) {
                            throw new RetriableException("the registry is away") {};
                        }
                        return value;
                    },
                    Duration.ZERO);
            awaitCaughtUp();
            int before = puts.get();

            send(producer, "a", "needs the registry");
            producer.flush();
            awaitValue("a", "needs the registry");

            assertThat(count("records")).isEqualTo(5);
            assertThat(puts.get()).isEqualTo(before + 1);
        }
    }

    @Test
    void shouldTellAndRecoverWhenTheBrokerGoesAndComesBack() throws Exception {
        try (RealKafka kafka = RealKafka.own()) {
            create(kafka);
            try (KafkaProducer<String, String> producer = producer(kafka)) {
                send(producer, "before", "1");
                send(producer, "changed", "1");
                producer.flush();
                start(kafka, new StringDeserializer());
                awaitCaughtUp();

                kafka.broker().kill();
                await().atMost(PATIENCE).until(() -> feed.obstacle() != null);
                assertThat(feed.caughtUp()).isTrue();
                assertThat(known).containsOnlyKeys("before", "changed");

                kafka.broker().start();
                send(producer, "changed", "2");
                send(producer, "after", "1");
                producer.flush();
                awaitValue("after", "1");
                awaitValue("changed", "2");
                await().atMost(PATIENCE).until(() -> feed.obstacle() == null);
                assertThat(known).containsOnlyKeys("before", "changed", "after");
                assertThat(count("records")).isEqualTo(4);
            }
            close();
            feed = null;
        }
    }

    @Test
    void shouldForgetWhatIsGoneWhenTheTopicWasMadeAnew() throws Exception {
        makeTheTopicAnew(new Notes());
    }

    @Test
    void shouldTellAKeeperAllAgainWhenTheTopicWasMadeAnew() throws Exception {
        makeTheTopicAnew(new KeeperNotes());

        assertThat(begunAgain.get()).isEqualTo(1);
    }

    private void makeTheTopicAnew(Notes notes) throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        try (KafkaProducer<String, String> producer = producer(kafka);
                Admin admin = kafka.admin()) {
            send(producer, "gone", "1");
            send(producer, "kept", "1");
            for (int i = 0; i < 100; i++) {
                send(producer, "gone-" + i, "1");
            }
            producer.flush();
            start(kafka, new StringDeserializer(), CompactedFeed.TOMBSTONES_KEPT, notes);
            awaitCaughtUp();

            admin.deleteTopics(List.of(topic)).all().get();
            await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
            create(kafka);
        }
        try (KafkaProducer<String, String> producer = producer(kafka)) {
            send(producer, "kept", "2");
            producer.flush();
            await().atMost(PATIENCE).until(() -> known.equals(Map.of("kept", "2")));
        }
    }

    @Test
    void shouldFollowAPartitionThatIsAddedLater() throws Exception {
        RealKafka kafka = RealKafka.shared();
        create(kafka);
        start(kafka, new StringDeserializer());
        awaitCaughtUp();
        try (Admin admin = kafka.admin();
                KafkaProducer<String, String> producer = producer(kafka)) {
            admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(PARTITIONS + 1)))
                    .all()
                    .get();
            await().atMost(PATIENCE)
                    .until(() -> producer.partitionsFor(topic).size() == PARTITIONS + 1);
            producer.send(new ProducerRecord<>(topic, PARTITIONS, "new", "1")).get();
            awaitValue("new", "1");
        }
    }

    private void start(RealKafka kafka, Deserializer<String> values) {
        start(kafka, values, CompactedFeed.TOMBSTONES_KEPT);
    }

    private void start(RealKafka kafka, Deserializer<String> values, Duration tombstonesKept) {
        start(kafka, values, tombstonesKept, new Notes());
    }

    private void start(
            RealKafka kafka, Deserializer<String> values, Duration tombstonesKept, Notes notes) {
        TopicSpec<String, String> spec =
                new TopicSpec<>(
                        topic,
                        String.class,
                        String.class,
                        PARTITIONS,
                        Duration.ofDays(1),
                        Cleanup.COMPACT);
        feed =
                new CompactedFeed<>(
                        "tested",
                        new Topic<>(
                                spec,
                                Serdes.String(),
                                Serdes.serdeFrom(new StringSerializer(), values)),
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "group.id",
                                "ignored"),
                        notes,
                        meters,
                        tombstonesKept);
        assertThat(feed.obstacle()).endsWith("not started");
        feed.start();
    }

    /** Knows by itself what it was told. */
    private final class KeeperNotes extends Notes implements CompactedFeed.Keeper<String, String> {
        @Override
        public void begunAgain() {
            begunAgain.incrementAndGet();
            known.clear();
        }
    }

    private class Notes implements CompactedFeed.Listener<String, String> {
        @Override
        public void put(String key, String value) {
            if (key.equals("listener-throws")) {
                throw new IllegalStateException("cannot take it");
            }
            known.put(key, value);
            puts.incrementAndGet();
        }

        @Override
        public void removed(String key) {
            known.remove(key);
        }

        @Override
        public void caughtUp() {
            whenCaughtUp.add(new HashMap<>(known));
        }
    }

    private static @Nullable String text(byte @Nullable [] bytes) {
        return new StringDeserializer().deserialize("", bytes);
    }

    private void create(RealKafka kafka) throws Exception {
        try (Admin admin = kafka.admin()) {
            NewTopic wanted =
                    new NewTopic(topic, PARTITIONS, (short) 1)
                            .configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(wanted)).all().get();
        }
    }

    private static KafkaProducer<String, String> producer(RealKafka kafka) {
        return producer(kafka, Map.of());
    }

    private static KafkaProducer<String, String> producer(
            RealKafka kafka, Map<String, Object> more) {
        Map<String, Object> configs = new HashMap<>(more);
        configs.put("bootstrap.servers", kafka.bootstrapServers());
        return new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer());
    }

    private void send(KafkaProducer<String, String> producer, String key, @Nullable String value) {
        var _ = producer.send(new ProducerRecord<>(topic, key, value));
    }

    private void awaitCaughtUp() {
        await().atMost(PATIENCE).until(() -> feed.obstacle() == null);
        assertThat(feed.caughtUp()).isTrue();
    }

    private void awaitValue(String key, @Nullable String value) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(known.get(key)).isEqualTo(value));
    }

    private double count(String what) {
        return meters.counter("tributary.feed." + what, "feed", "tested").count();
    }
}
