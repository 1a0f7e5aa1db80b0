package dev.tributary.cli.customer;

import dev.tributary.cli.progress.ProgressBar;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads every topic there is, those that Kafka Streams keeps state in too, from beginning to end,
 * and counts what mentions a customer.
 */
public final class MentionsInTopics {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Map<String, Object> configs;
    private final Mention mention;

    /**
     * What mentions a customer in a topic.
     *
     * @param standing records that count: the newest of their key
     * @param overwritten records that a newer one, or a tombstone, has taken the place of, and that
     *     the brokers have not removed yet
     */
    public record Found(long standing, long overwritten) {
        private Found plus(Found other) {
            return new Found(standing + other.standing, overwritten + other.overwritten);
        }
    }

    public MentionsInTopics(String bootstrapServers, String customerId) {
        this.configs =
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                        100,
                        ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false);
        this.mention = new Mention(customerId);
    }

    /** Topics that mention the customer, by name. */
    public SortedMap<String, Found> find() {
        Map<TopicPartition, InPartition> read = new HashMap<>();
        try (var consumer =
                new KafkaConsumer<>(
                        configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.listTopics().values().stream()
                            .flatMap(List::stream)
                            .filter(it -> !it.topic().startsWith("__"))
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            partitions.forEach(it -> read.put(it, new InPartition()));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = new HashMap<>(consumer.endOffsets(partitions));
            try (ProgressBar progress =
                    ProgressBar.onStandardError("read topics", Math.max(1, partitions.size()))) {
                while (!ends.isEmpty()) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        TopicPartition partition =
                                new TopicPartition(record.topic(), record.partition());
                        Objects.requireNonNull(read.get(partition), "assigned")
                                .take(record, isMentioned(record));
                    }
                    int before = ends.size();
                    ends.entrySet().removeIf(it -> consumer.position(it.getKey()) >= it.getValue());
                    progress.advance(before - ends.size());
                }
            }
        }
        SortedMap<String, Found> found = new TreeMap<>();
        read.forEach((partition, in) -> {
            if (in.mentions > 0) {
                found.merge(partition.topic(), in.found(), Found::plus);
            }
        });
        return found;
    }

    /** What was read of a partition so far. */
    private static final class InPartition {
        /** Of every key that ever mentioned the customer: whether its newest record does. */
        private final Map<ByteBuffer, Boolean> newest = new HashMap<>();

        private long mentions;
        private long withoutKey;

        void take(ConsumerRecord<byte[], byte[]> record, boolean mentioned) {
            mentions += mentioned ? 1 : 0;
            if (record.key() == null) {
                withoutKey += mentioned ? 1 : 0;
            } else if (mentioned) {
                newest.put(ByteBuffer.wrap(record.key()), true);
            } else {
                newest.replace(ByteBuffer.wrap(record.key()), false);
            }
        }

        Found found() {
            long standing = withoutKey + newest.values().stream().filter(it -> it).count();
            return new Found(standing, mentions - standing);
        }
    }

    /** A tombstone under a key that mentions the customer is what deletes it. */
    private boolean isMentioned(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null
                && (mention.isInValue(record.value())
                        || (record.key() != null && mention.isInKey(record.key())));
    }
}
