package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

import java.time.Duration;
import java.util.Map;

/**
 * Clients of Kafka Streams whose main consumers let a thread rest while nothing comes.
 *
 * <p>A thread of a topology that somebody waits for ends its poll every few milliseconds, because a
 * commit may be due ({@link StreamsDefaults#latency}). After a second without a record there is
 * none, and hundreds of such looks a second cost an idle service a tenth of a processor and more.
 * Then a poll goes on for as long as Kafka's own default. A record ends it at once, as ever.
 */
final class QuietClients extends DefaultKafkaClientSupplier {
    /** So long after the last record everything that it led to has been committed. */
    private static final Duration QUIET_AFTER = Duration.ofSeconds(1);

    /** The default of {@code poll.ms}; whatever a thread looks after between two polls waits. */
    private static final Duration QUIET_POLL = Duration.ofMillis(100);

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new QuietConsumer(config);
    }

    private static final class QuietConsumer extends KafkaConsumer<byte[], byte[]> {
        private long cameNanos = System.nanoTime();

        QuietConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        /** Only what would wait waits longer: a thread that has work asks without. */
        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            boolean quiet = System.nanoTime() - cameNanos > QUIET_AFTER.toNanos();
            boolean longer = quiet && timeout.isPositive() && timeout.compareTo(QUIET_POLL) < 0;
            ConsumerRecords<byte[], byte[]> records = super.poll(longer ? QUIET_POLL : timeout);
            if (!records.isEmpty()) {
                cameNanos = System.nanoTime();
            }
            return records;
        }
    }
}
