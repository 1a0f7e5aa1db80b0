package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One thread that does the work which the records of a topic ask for. Of the instances of a service
 * each does that of its share of partitions. A record's work is done in its turn and at least once:
 * what fails is told in the log and done again after {@link #AGAIN}, and what an instance that died
 * had begun another one begins anew. A tombstone asks for nothing, and neither does a record that
 * cannot be read; both are told in the log.
 *
 * @param <V> what a record's value is
 */
public final class TopicWorker<V> implements AutoCloseable {
    /** A piece of work may take so long before the others think that its instance is dead. */
    private static final Duration WORK_MAX = Duration.ofHours(2);

    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(TopicWorker.class);

    private final String group;
    private final String topic;
    private final TopicLog<V> log;
    private final Map<String, Object> configs;
    private final Work<V> work;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;

    /** What to do for a record. */
    @FunctionalInterface
    public interface Work<V> {
        /**
         * Does it; may be called again for the same.
         *
         * @throws RuntimeException where it could not be done now
         * @throws InterruptedException where the service ends
         */
        void carryOut(String key, V value) throws InterruptedException;
    }

    /**
     * @param group of the instances that share the work
     * @param topic where work is asked for
     * @param consumerConfigs how to reach the brokers
     */
    public TopicWorker(
            String group,
            Topic<String, V> topic,
            Map<String, Object> consumerConfigs,
            Work<V> work) {
        this.group = group;
        this.topic = topic.name();
        this.log = new TopicLog<>(consumerConfigs, topic);
        this.work = work;
        this.configs = new HashMap<>(consumerConfigs);
        configs.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configs.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        configs.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        configs.put(
                ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, Math.toIntExact(WORK_MAX.toMillis()));
        configs.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        this.thread = Thread.ofPlatform().name(group).daemon(true).unstarted(this::run);
    }

    /** Begins to work; call once. */
    public void start() {
        thread.start();
    }

    private void run() {
        while (closing.getCount() > 0) {
            try (Consumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(
                            configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                work(opened);
            } catch (RuntimeException e) {
                // Brokers or the registry away for long, or work that could not be done now: its
                // record is not committed, so it comes again.
                LOG.warn("{}: not done, again in {} s", group, AGAIN.toSeconds(), e);
            } finally {
                consumer = null;
            }
            if (closedWithinPause()) {
                return;
            }
        }
    }

    private void work(Consumer<byte[], byte[]> opened) {
        try {
            opened.subscribe(List.of(topic));
            while (closing.getCount() > 0) {
                carryOut(opened, opened.poll(POLL));
            }
        } catch (WakeupException | InterruptedException | InterruptException e) {
            LOG.debug("{}: woken to stop", group, e);
        } finally {
            // Only closing interrupts, and the consumer has to be closed in order.
            boolean _ = Thread.interrupted();
        }
    }

    private void carryOut(Consumer<byte[], byte[]> opened, ConsumerRecords<byte[], byte[]> records)
            throws InterruptedException {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            V value = log.decode(record);
            if (value != null) {
                work.carryOut(new String(record.key(), StandardCharsets.UTF_8), value);
            }
            opened.commitSync(
                    Map.of(
                            new TopicPartition(record.topic(), record.partition()),
                            new OffsetAndMetadata(record.offset() + 1)));
        }
    }

    private boolean closedWithinPause() {
        try {
            return closing.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    /**
     * Ends the work, unfinished where it is under way, and waits {@link #CLOSE_TIMEOUT} at most.
     */
    @Override
    public void close() {
        if (closing.getCount() > 0) {
            closing.countDown();
            Consumer<byte[], byte[]> current = consumer;
            if (current != null) {
                current.wakeup();
            }
            thread.interrupt();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("{} did not end within {}", group, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
