package dev.tributary.cli.smoke;

import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.schemas.TopicSpec;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything that is committed on a topic at this moment. */
final class CommittedTopic {
    private static final Duration BOUND = Duration.ofSeconds(30);
    private static final Duration POLL = Duration.ofMillis(200);

    private CommittedTopic() {}

    /** The values of a topic of Avro records. */
    static <V extends SpecificRecord> List<V> values(
            TopicSpec<?, V> topic, String bootstrapServers, String registryUrl) {
        try (AvroDeserializer<V> deserializer = new AvroDeserializer<>()) {
            deserializer.configure(Map.of("schema.registry.url", registryUrl), false);
            return read(topic.name(), bootstrapServers, deserializer).stream()
                    .map(ConsumerRecord::value)
                    .toList();
        }
    }

    /** How many records a topic has, whatever they are. */
    static int count(TopicSpec<?, ?> topic, String bootstrapServers) {
        return read(topic.name(), bootstrapServers, new ByteArrayDeserializer()).size();
    }

    /**
     * What the records of a topic say in a header of text, in their order; those without it not.
     */
    static List<String> headers(TopicSpec<?, ?> topic, String header, String bootstrapServers) {
        return read(topic.name(), bootstrapServers, new ByteArrayDeserializer()).stream()
                .flatMap(record -> Stream.ofNullable(record.headers().lastHeader(header)))
                .map(found -> new String(found.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /**
     * @throws IllegalStateException if the end is not reached in time
     */
    private static <V> List<ConsumerRecord<byte[], V>> read(
            String topic, String bootstrapServers, Deserializer<V> deserializer) {
        Map<String, Object> config =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed");
        long deadline = System.nanoTime() + BOUND.toNanos();
        List<ConsumerRecord<byte[], V>> records = new ArrayList<>();
        try (var consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), deserializer)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(partition -> new TopicPartition(topic, partition.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException(
                            "the end of %s is not reached after %d s"
                                    .formatted(topic, BOUND.toSeconds()));
                }
                consumer.poll(POLL).forEach(records::add);
            }
        }
        return records;
    }
}
