package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A topic as a service reads it beside its topologies: all partitions, committed records only,
 * without a group, so that every instance sees every record.
 *
 * @param <V> what a record's value is
 */
public final class TopicLog<V> {
    /** How long one question to the brokers may take. */
    public static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);

    private static final Duration METADATA_AGE_MAX = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(TopicLog.class);

    private final Map<String, Object> configs;
    private final String topic;
    private final Deserializer<V> decoder;
    private final Duration metadataAgeMax;

    /**
     * @param clientConfigs how to reach the brokers
     * @param topic what to read
     */
    public TopicLog(Map<String, Object> clientConfigs, Topic<?, V> topic) {
        this(clientConfigs, topic, METADATA_AGE_MAX);
    }

    TopicLog(Map<String, Object> clientConfigs, Topic<?, V> topic, Duration metadataAgeMax) {
        this.configs = new HashMap<>(clientConfigs);
        this.configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        this.configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.configs.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        this.configs.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, (int) metadataAgeMax.toMillis());
        this.configs.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.configs.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.topic = topic.name();
        this.decoder = topic.valueSerde().deserializer();
        this.metadataAgeMax = metadataAgeMax;
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }

    /** How soon a new partition is noticed. */
    Duration metadataAgeMax() {
        return metadataAgeMax;
    }

    /**
     * A consumer that has nothing assigned yet.
     *
     * @param reset where to go on if a position does not exist any more: {@code earliest}, {@code
     *     latest} or {@code none}
     */
    public Consumer<byte[], byte[]> open(String reset) {
        Map<String, Object> all = new HashMap<>(configs);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * All partitions there are, by number.
     *
     * @throws IllegalStateException where the topic does not exist
     */
    public List<TopicPartition> partitions(Consumer<?, ?> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic, ASK_TIMEOUT).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .sorted(Comparator.comparingInt(TopicPartition::partition))
                        .toList();
        if (partitions.isEmpty()) {
            throw new IllegalStateException("topic " + topic + " does not exist");
        }
        return partitions;
    }

    /** Offset after the newest committed record of every partition. */
    public Map<TopicPartition, Long> ends() {
        try (Consumer<byte[], byte[]> consumer = open("none")) {
            return consumer.endOffsets(partitions(consumer), ASK_TIMEOUT);
        }
    }

    /**
     * Reads a record's value.
     *
     * @return null where there is none, or where its bytes are none that can be read; both are told
     *     in the log
     * @throws RetriableException where the registry would have to be asked and does not answer
     */
    public @Nullable V decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            V value = decoder.deserialize(topic, record.value());
            if (value != null) {
                return value;
            }
            LOG.warn("skipped {}: it has no value", place(record));
        } catch (SerializationException e) {
            LOG.warn("skipped {}: {}", place(record), e.toString());
        }
        return null;
    }

    /**
     * Reads the bytes of a value that {@link #decode(ConsumerRecord)} could read.
     *
     * @throws IllegalArgumentException where there are none
     */
    public V decode(byte[] bytes) {
        V value = decoder.deserialize(topic, bytes);
        if (value == null) {
            throw new IllegalArgumentException("a tombstone has no value");
        }
        return value;
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
