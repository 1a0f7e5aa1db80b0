package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.BiPredicate;

/**
 * Deletes records of a compacted topic by what stands in them: reads it from its beginning to its
 * end and writes a tombstone for every key whose newest record is one of those. How soon the bytes
 * are gone after that is up to the topic's compaction.
 *
 * @param <V> what a record's value is
 */
public final class TopicEraser<V> {
    private static final Duration POLL = Duration.ofSeconds(1);

    private final TopicLog<V> log;
    private final Map<String, Object> producerConfigs;

    /**
     * @param log the topic
     * @param producerConfigs how to reach the brokers
     */
    public TopicEraser(TopicLog<V> log, Map<String, Object> producerConfigs) {
        this.log = log;
        this.producerConfigs = new HashMap<>(producerConfigs);
        this.producerConfigs.put(ProducerConfig.ACKS_CONFIG, "all");
        this.producerConfigs.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        this.producerConfigs.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    /** Is shown every record there is. */
    @FunctionalInterface
    public interface Reader<V> {
        /**
         * A record.
         *
         * @param value null for a tombstone
         */
        void read(String key, @Nullable V value);
    }

    /** A record's place, which a tombstone for it goes to, too. */
    private record Place(int partition, String key) {}

    /**
     * Reads the topic to its end.
     *
     * @throws IllegalStateException where it does not exist
     * @throws RuntimeException where the brokers or the registry do not answer
     */
    public void read(Reader<V> reader) {
        readPlaces((place, value) -> reader.read(place.key(), value));
    }

    /**
     * Deletes what is to go.
     *
     * @param goes whether a record is to go, by key and value
     * @return keys that were deleted; 0 once nothing is left
     * @throws RuntimeException where the brokers or the registry do not answer; what has been
     *     deleted stays deleted, and doing it again does the rest
     */
    public long erase(BiPredicate<String, V> goes) {
        Map<Place, Boolean> found = new LinkedHashMap<>();
        readPlaces((place, value) -> {
            if (value != null && goes.test(place.key(), value)) {
                found.put(place, true);
            } else {
                found.remove(place);
            }
        });
        if (!found.isEmpty()) {
            deleteAll(found.keySet());
        }
        return found.size();
    }

    @FunctionalInterface
    private interface PlaceReader<V> {
        void read(Place place, @Nullable V value);
    }

    private void readPlaces(PlaceReader<V> reader) {
        try (Consumer<byte[], byte[]> consumer = log.open("earliest")) {
            List<TopicPartition> partitions = log.partitions(consumer);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions, TopicLog.ASK_TIMEOUT);
            while (!isAt(ends, consumer)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    reader.read(
                            new Place(
                                    record.partition(),
                                    new String(record.key(), StandardCharsets.UTF_8)),
                            record.value() == null ? null : log.decode(record));
                }
            }
        }
    }

    private static boolean isAt(Map<TopicPartition, Long> ends, Consumer<?, ?> consumer) {
        return ends.entrySet().stream()
                .allMatch(end ->
                        consumer.position(end.getKey(), TopicLog.ASK_TIMEOUT) >= end.getValue());
    }

    private void deleteAll(Iterable<Place> places) {
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        producerConfigs, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> deletions = new ArrayList<>();
            for (Place place : places) {
                deletions.add(
                        producer.send(
                                new ProducerRecord<>(
                                        log.topic(),
                                        place.partition(),
                                        place.key().getBytes(StandardCharsets.UTF_8),
                                        null)));
            }
            for (Future<RecordMetadata> deletion : deletions) {
                RecordMetadata _ = deletion.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("not everything was deleted", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
