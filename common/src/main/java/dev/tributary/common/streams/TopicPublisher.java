package dev.tributary.common.streams;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Writes records that somebody waits for: acknowledged by all in-sync replicas, not doubled by the
 * client's own retries, one answer each. Safe for any number of threads.
 */
public final class TopicPublisher<K, V> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicPublisher.class);

    private final Producer<K, V> producer;
    private final String topic;
    private final Duration closeTimeout;

    /** So that an outage is told once, not once for each record. */
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param configs settings of the producer, laid over {@link #defaults()}
     * @param topic where records go
     * @param closeTimeout how long closing waits for what is under way
     */
    public TopicPublisher(Map<String, Object> configs, Topic<K, V> topic, Duration closeTimeout) {
        this.producer =
                new KafkaProducer<>(
                        guaranteed(configs, topic.spec().recordBytesMax()),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer());
        this.topic = topic.name();
        this.closeTimeout = closeTimeout;
    }

    /**
     * What a producer starts from: somebody waits for each record, so nothing lingers, and brokers
     * that are away are told within five seconds rather than two minutes.
     */
    public static Map<String, Object> defaults() {
        Map<String, Object> configs = new HashMap<>();
        configs.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        configs.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 2_000);
        configs.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 2_000);
        configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3_000);
        configs.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        configs.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return configs;
    }

    /** The guarantee is not a setting: what was answered must be in the log. */
    private static Map<String, Object> guaranteed(Map<String, Object> configs, int recordBytesMax) {
        Map<String, Object> all = defaults();
        all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, recordBytesMax);
        all.putAll(configs);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return all;
    }

    /**
     * Sends a record and waits for its acknowledgement, {@code max.block.ms} plus {@code
     * delivery.timeout.ms} at most.
     *
     * @param value null for a tombstone
     */
    public Publication publish(K key, @Nullable V value) throws InterruptedException {
        try {
            return send(new ProducerRecord<>(topic, key, value)).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a sending completes normally in every case", e);
        }
    }

    /**
     * Sends a record. Blocks for {@code max.block.ms} at most while the brokers are not known or
     * the buffer is full.
     *
     * @return completes normally in every case, within {@code delivery.timeout.ms}
     */
    public CompletableFuture<Publication> send(ProducerRecord<K, V> record) {
        CompletableFuture<Publication> outcome = new CompletableFuture<>();
        try {
            Future<RecordMetadata> _ =
                    producer.send(
                            record,
                            (placed, fault) ->
                                    outcome.complete(
                                            fault == null
                                                    ? acknowledged(placed)
                                                    : unknown(record.key(), fault)));
        } catch (KafkaException | IllegalStateException fault) {
            outcome.complete(unknown(record.key(), fault));
        }
        return outcome;
    }

    private Publication unknown(K key, Throwable fault) {
        LOG.debug("no acknowledgement from topic {} for '{}'", topic, key, fault);
        if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "no acknowledgement from topic {} for '{}', and silent about further ones: {}",
                    topic,
                    key,
                    fault.toString());
        }
        return new Publication.Unknown(fault);
    }

    private Publication acknowledged(RecordMetadata placed) {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("acknowledgements from topic {} come again", topic);
        }
        return new Publication.Acknowledged(placed.partition(), placed.offset());
    }

    /** The producer's own metrics, for binding to a meter registry. */
    public Producer<?, ?> producer() {
        return producer;
    }

    /** Waits for what is under way, then closes. */
    @Override
    public void close() {
        producer.close(closeTimeout);
    }
}
