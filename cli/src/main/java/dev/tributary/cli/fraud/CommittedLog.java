package dev.tributary.cli.fraud;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.schemas.TopicSpec;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is committed on a topic, from its beginning to where it ends when the reading begins. */
final class CommittedLog {
    /** Given up when nothing comes for so long. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(500);

    private final String bootstrapServers;
    private final String registryUrl;

    CommittedLog(String bootstrapServers, String registryUrl) {
        this.bootstrapServers = bootstrapServers;
        this.registryUrl = registryUrl;
    }

    /**
     * Tells every value, those of a partition in their order; tombstones are passed over.
     *
     * @throws FraudDataException where it cannot be read to its end
     */
    <V extends SpecificRecord> void read(TopicSpec<?, V> topic, Consumer<V> sink) {
        Map<String, Object> configs =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false);
        AvroDeserializer<V> values = new AvroDeserializer<>();
        values.configure(Map.of("schema.registry.url", registryUrl), false);
        try (var consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), values)) {
            read(topic.name(), consumer, sink);
        } catch (KafkaException unreadable) {
            throw new FraudDataException(
                    "topic %s of %s cannot be read: %s"
                            .formatted(topic.name(), bootstrapServers, unreadable.getMessage()),
                    unreadable);
        }
    }

    private static <V> void read(
            String topic, KafkaConsumer<byte[], V> consumer, Consumer<V> sink) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(it -> new TopicPartition(topic, it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long left = left(consumer, ends);
        long heardNanos = System.nanoTime();
        try (ProgressBar progress = ProgressBar.onStandardError(topic, Math.max(1, left))) {
            while (left > 0) {
                for (ConsumerRecord<byte[], V> record : consumer.poll(POLL)) {
                    if (record.value() != null) {
                        sink.accept(record.value());
                    }
                }
                long now = left(consumer, ends);
                if (now < left) {
                    heardNanos = System.nanoTime();
                    progress.advance(left - now);
                    left = now;
                } else if (System.nanoTime() - heardNanos > SILENCE_MAX.toNanos()) {
                    throw new FraudDataException(
                            "the end of topic %s is not reached: nothing came for %d s"
                                    .formatted(topic, SILENCE_MAX.toSeconds()));
                }
            }
        }
    }

    private static long left(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }
}
