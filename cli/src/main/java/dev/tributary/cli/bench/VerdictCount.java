package dev.tributary.cli.bench;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts first verdicts by transaction, from the end of {@code fraud.verdicts.v1} as it is when
 * this is made: an outside reader of committed records that knows nothing of how they came about.
 */
final class VerdictCount implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(500);

    /** Given up when nothing new has come for so long. */
    private static final Duration SILENCE_MAX = Duration.ofMinutes(2);

    private final KafkaConsumer<String, Verdict> consumer;
    private final Map<String, Integer> counts = new HashMap<>();

    VerdictCount(String bootstrapServers, String registryUrl) {
        AvroDeserializer<Verdict> deserializer = new AvroDeserializer<>();
        deserializer.configure(Map.of("schema.registry.url", registryUrl), false);
        consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                                "read_committed"),
                        new StringDeserializer(),
                        deserializer);
        String topic = FraudTopics.VERDICTS.name();
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(it -> new TopicPartition(topic, it.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** Reads until each of these has a verdict and the log has no more, or nothing new comes. */
    void await(Set<String> transactionIds) {
        long missing = transactionIds.size();
        long heardNanos = System.nanoTime();
        try (ProgressBar progress = ProgressBar.onStandardError("decided", transactionIds.size())) {
            boolean quiet = false;
            while (!(missing == 0 && quiet)
                    && System.nanoTime() - heardNanos < SILENCE_MAX.toNanos()) {
                quiet = true;
                for (ConsumerRecord<String, Verdict> record : consumer.poll(POLL)) {
                    quiet = false;
                    heardNanos = System.nanoTime();
                    Verdict verdict = record.value();
                    if (!verdict.getRepeat()
                            && counts.merge(verdict.getTransactionId(), 1, Integer::sum) == 1
                            && transactionIds.contains(verdict.getTransactionId())) {
                        missing--;
                        progress.advance(1);
                    }
                }
            }
        }
    }

    long exactlyOne(Set<String> transactionIds) {
        return transactionIds.stream().filter(id -> counts.getOrDefault(id, 0) == 1).count();
    }

    long none(Set<String> transactionIds) {
        return transactionIds.stream().filter(id -> !counts.containsKey(id)).count();
    }

    long several(Set<String> transactionIds) {
        return transactionIds.stream().filter(id -> counts.getOrDefault(id, 0) > 1).count();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
