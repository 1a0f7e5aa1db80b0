package dev.tributary.ingest.query;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.fraud.Verdict;

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
 * The topic of verdicts as this service reads it beside its topology: all partitions, committed
 * records only, without a group, so that every instance sees every verdict.
 */
public final class VerdictLog {
    private static final Duration METADATA_AGE_MAX = Duration.ofSeconds(30);

    /** How long one question to the brokers may take. */
    static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(VerdictLog.class);

    private final Map<String, Object> configs;
    private final String topic;
    private final Deserializer<Verdict> decoder;
    private final Duration metadataAgeMax;

    /**
     * @param clientConfigs how to reach the brokers
     * @param topic the verdicts
     */
    public VerdictLog(Map<String, Object> clientConfigs, Topic<String, Verdict> topic) {
        this(clientConfigs, topic, METADATA_AGE_MAX);
    }

    VerdictLog(
            Map<String, Object> clientConfigs,
            Topic<String, Verdict> topic,
            Duration metadataAgeMax) {
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

    /** How soon a new partition is noticed. */
    Duration metadataAgeMax() {
        return metadataAgeMax;
    }

    /**
     * A consumer that has nothing assigned yet.
     *
     * @param reset where to go on if a position does not exist any more
     */
    Consumer<byte[], byte[]> open(String reset) {
        Map<String, Object> all = new HashMap<>(configs);
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, reset);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * All partitions there are.
     *
     * @throws IllegalStateException where the topic does not exist
     */
    List<TopicPartition> partitions(Consumer<?, ?> consumer) {
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

    /**
     * Reads a record.
     *
     * @return null where its bytes are no verdict, which is told in the log
     * @throws RetriableException where the registry would have to be asked and does not answer
     */
    @Nullable Verdict decode(ConsumerRecord<byte[], byte[]> record) {
        try {
            Verdict verdict = decoder.deserialize(topic, record.value());
            if (verdict != null) {
                return verdict;
            }
            LOG.warn("skipped {}: it has no value", place(record));
        } catch (SerializationException e) {
            LOG.warn("skipped {}: {}", place(record), e.toString());
        }
        return null;
    }

    /** Reads the bytes of a record that {@link #decode} could read. */
    Verdict decode(byte[] value) {
        Verdict verdict = decoder.deserialize(topic, value);
        if (verdict == null) {
            throw new IllegalArgumentException("a tombstone is no verdict");
        }
        return verdict;
    }

    private static String place(ConsumerRecord<?, ?> record) {
        return record.topic() + "-" + record.partition() + "@" + record.offset();
    }
}
