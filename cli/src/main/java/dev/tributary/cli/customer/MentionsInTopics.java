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
                        ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG,
                        false);
        this.mention = new Mention(customerId);
    }

    /** Topics that mention the customer, by name. */
    public SortedMap<String, Found> find() {
        SortedMap<String, Found> found = new TreeMap<>();
        try (var consumer =
                new KafkaConsumer<>(
                        configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.listTopics().entrySet().stream()
                            .filter(topic -> !topic.getKey().startsWith("__"))
                            .flatMap(topic ->
                                    topic.getValue().stream()
                                            .map(it ->
                                                    new TopicPartition(it.topic(), it.partition())))
                            .toList();
            try (ProgressBar progress =
                    ProgressBar.onStandardError("read topics", Math.max(1, partitions.size()))) {
                for (TopicPartition partition : partitions) {
                    find(consumer, partition, found);
                    progress.advance(1);
                }
            }
        }
        return found;
    }

    private void find(
            KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition,
            SortedMap<String, Found> found) {
        // Of every key that ever mentioned the customer: whether its newest record does.
        Map<ByteBuffer, Boolean> newest = new HashMap<>();
        long mentions = 0;
        long withoutKey = 0;
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        long end = consumer.endOffsets(List.of(partition)).get(partition);
        while (consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                boolean mentioned = isMentioned(record);
                mentions += mentioned ? 1 : 0;
                if (record.key() == null) {
                    withoutKey += mentioned ? 1 : 0;
                } else if (mentioned) {
                    newest.put(ByteBuffer.wrap(record.key()), true);
                } else {
                    newest.replace(ByteBuffer.wrap(record.key()), false);
                }
            }
        }
        long standing = withoutKey + newest.values().stream().filter(it -> it).count();
        if (mentions > 0) {
            found.merge(partition.topic(), new Found(standing, mentions - standing), Found::plus);
        }
    }

    /** A tombstone under a key that mentions the customer is what deletes it. */
    private boolean isMentioned(ConsumerRecord<byte[], byte[]> record) {
        return record.value() != null
                && (mention.isInValue(record.value())
                        || (record.key() != null && mention.isInKey(record.key())));
    }
}
