package dev.tributary.cli.chaos;

import dev.tributary.schemas.TopicSpec;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What is committed on a topic, from its beginning to where it ends when the reading begins. */
final class CommittedRecords {
    /** Given up when nothing comes for so long. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(60);

    private static final Duration POLL = Duration.ofMillis(200);

    private final String bootstrapServers;

    CommittedRecords(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Tells every record, those of a partition in their order.
     *
     * @throws IllegalStateException where the end is not reached
     */
    <V> void read(
            TopicSpec<?, ?> topic,
            Deserializer<V> values,
            Consumer<ConsumerRecord<byte[], V>> sink) {
        Map<String, Object> configs =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false);
        try (var consumer = new KafkaConsumer<>(configs, new ByteArrayDeserializer(), values)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(it -> new TopicPartition(topic.name(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long heardNanos = System.nanoTime();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                var records = consumer.poll(POLL);
                records.forEach(sink);
                if (!records.isEmpty()) {
                    heardNanos = System.nanoTime();
                } else if (System.nanoTime() - heardNanos > SILENCE_MAX.toNanos()) {
                    throw new IllegalStateException(
                            "the end of %s is not reached: nothing came for %d s"
                                    .formatted(topic.name(), SILENCE_MAX.toSeconds()));
                }
            }
        }
    }
}
