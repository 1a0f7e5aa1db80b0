package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.TopicSpec.Cleanup;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What deletes records and what has it done, against a real broker, on topics of each test's own.
 */
class ErasureIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final RealKafka kafka = RealKafka.shared();
    private final Map<String, Object> configs =
            Map.of("bootstrap.servers", kafka.bootstrapServers());
    private final TopicSpec<String, String> spec;
    private final List<AutoCloseable> opened = new ArrayList<>();

    ErasureIT(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName();
        spec =
                new TopicSpec<>(
                        "erasure." + name.toLowerCase(Locale.ROOT) + ".v1",
                        String.class,
                        String.class,
                        2,
                        Duration.ofDays(1),
                        Cleanup.COMPACT);
    }

    @BeforeEach
    void createTopic() throws Exception {
        try (Admin admin = kafka.admin()) {
            admin.createTopics(List.of(new NewTopic(spec.name(), 2, (short) 1))).all().get();
        }
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    private Topic<String, String> topic() {
        return topic(new StringDeserializer());
    }

    private Topic<String, String> topic(Deserializer<String> values) {
        return new Topic<>(spec, Serdes.String(), Serdes.serdeFrom(new StringSerializer(), values));
    }

    private TopicEraser<String> eraser() {
        return new TopicEraser<>(new TopicLog<>(configs, topic()), configs);
    }

    private long write(int partition, String key, @Nullable String value) throws Exception {
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(configs, new StringSerializer(), new StringSerializer())) {
            return producer.send(new ProducerRecord<>(spec.name(), partition, key, value))
                    .get()
                    .offset();
        }
    }

    private List<String> log() {
        List<String> log = new ArrayList<>();
        eraser().read((key, value) -> log.add(key + "=" + value));
        return log;
    }

    @Test
    void shouldDeleteEveryKeyWhoseNewestRecordIsToGoAndNothingElse() throws Exception {
        write(0, "a", "goes");
        write(0, "b", "stays");
        write(0, "c", "goes");
        write(0, "c", "stays");
        write(0, "d", "goes");
        write(0, "d", null);
        write(1, "e", "stays");
        write(1, "e", "goes");
        write(1, "a", "stays");

        assertThat(eraser().erase((_, value) -> value.equals("goes"))).isEqualTo(2);
        // A tombstone lies where its record does.
        assertThat(log()).filteredOn(it -> it.equals("a=null")).hasSize(1);
        assertThat(log().subList(0, 7)).endsWith("a=null");
        assertThat(log()).endsWith("e=null").filteredOn(it -> it.endsWith("null")).hasSize(3);

        assertThat(eraser().erase((_, value) -> value.equals("goes"))).isZero();
        assertThat(eraser().erase((key, _) -> key.equals("a"))).isEqualTo(1);
        assertThat(log()).endsWith("a=null");
    }

    @Test
    void shouldDoEachWorkInItsTurnAndAgainUntilItIsDone() throws Exception {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        AtomicInteger failures = new AtomicInteger();
        write(0, "k1", "one");
        write(0, "k2", null);
        write(0, "k3", "unreadable");
        write(0, "k4", "two");
        work((key, value) -> {
            if (failures.incrementAndGet() <= 2) {
                throw new IllegalStateException("not now");
            }
            done.add(key + "=" + value);
        });
        await().atMost(PATIENCE).until(() -> done.size() == 2);
        write(0, "k5", "three");
        await().atMost(PATIENCE).until(() -> done.size() == 3);

        assertThat(done).containsExactly("k1=one", "k4=two", "k5=three");
        assertThat(failures).hasValue(5);
    }

    @Test
    void shouldBeginAnewElsewhereWhatAnInstanceThatEndsHasNotFinished() throws Exception {
        Queue<String> done = new ConcurrentLinkedQueue<>();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        write(0, "k", "work");
        TopicWorker<String> first =
                work((_, _) -> {
                    begun.countDown();
                    never.await();
                });
        begun.await();
        work((_, value) -> done.add(value));
        first.close();

        await().atMost(PATIENCE).until(() -> !done.isEmpty());
        assertThat(done).containsExactly("work");
    }

    private TopicWorker<String> work(TopicWorker.Work<String> work) {
        Deserializer<String> values =
                (_, bytes) -> {
                    String text = bytes == null ? null : new String(bytes, StandardCharsets.UTF_8);
                    if ("unreadable".equals(text)) {
                        throw new SerializationException("as a test wants it");
                    }
                    return text;
                };
        TopicWorker<String> worker = new TopicWorker<>(spec.name(), topic(values), configs, work);
        opened.add(worker);
        worker.start();
        return worker;
    }

    @Test
    void shouldWaitUntilAGroupHasProcessedEverything() throws Exception {
        long offset = write(0, "k", "v");
        TopicLog<String> log = new TopicLog<>(configs, topic());
        GroupProgress progress = new GroupProgress(configs, spec.name());
        CountDownLatch processed = new CountDownLatch(1);
        Thread waiting =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                progress.awaitProcessed(log.ends());
                                processed.countDown();
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        assertThat(log.ends()).containsEntry(new TopicPartition(spec.name(), 0), offset + 1);
        try (Admin admin = kafka.admin()) {
            commit(admin, offset);
            assertThat(processed.getCount()).isEqualTo(1);
            commit(admin, offset + 1);
        }
        processed.await();
        waiting.join();
    }

    private void commit(Admin admin, long offset) throws Exception {
        admin.alterConsumerGroupOffsets(
                        spec.name(),
                        Map.of(new TopicPartition(spec.name(), 0), new OffsetAndMetadata(offset)))
                .all()
                .get();
    }
}
