package dev.tributary.common.streams;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One thread that reads every committed record of a topic from its end on, and tells a listener:
 * the way back of what somebody waits for. What is in the log before {@link #start} is not told.
 *
 * <p>What ends the reading (a broker or the registry away for long, a bug) is told in the log, and
 * reading begins anew where it stopped, after {@link #BACKOFF_MIN}, doubled up to {@link
 * #BACKOFF_MAX}; meanwhile there is an {@link #obstacle}. A record whose value cannot be read, or
 * that the listener throws at, is counted and passed over: it is its owner's dead letter, not ours.
 * New partitions are taken up from their beginning.
 *
 * <p>A topic that must be known whole is a {@link CompactedFeed} instead.
 *
 * @param <V> what a record's value is
 */
public final class TopicTail<V> implements AutoCloseable {
    static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(TopicTail.class);

    private final Naming naming;
    private final TopicLog<V> log;
    private final Listener<V> listener;
    private final Counter records;
    private final Counter unreadable;
    private final Counter restarts;

    /** Next offset to read by partition; survives the consumer. */
    private final Map<Integer, Long> positions = new ConcurrentHashMap<>();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile boolean ready;
    private volatile String obstacle = "not started";
    private volatile long lagRecords;

    /** Is told every record, on the tail's thread, in the order of each partition. */
    @FunctionalInterface
    public interface Listener<V> {
        /**
         * A record came.
         *
         * @param value its value
         * @param bytes the same as it is in the log; must not be changed
         * @param partition where it is
         * @param offset where it is in its partition
         */
        void take(V value, byte[] bytes, int partition, long offset);
    }

    /**
     * What a tail is called.
     *
     * @param thread its thread
     * @param records what it reads, in the plural; in the log and in a metric's name
     * @param meters what the names of its metrics begin with: {@code .<records>} told, {@code
     *     .unreadable} passed over, {@code .restarts}, {@code .ready} and {@code .lag} (records)
     */
    public record Naming(String thread, String records, String meters) {}

    /**
     * @param naming what it is called
     * @param log what to read
     * @param listener is told each record
     * @param meters takes the metrics
     */
    public TopicTail(Naming naming, TopicLog<V> log, Listener<V> listener, MeterRegistry meters) {
        this.naming = naming;
        this.log = log;
        this.listener = listener;
        this.thread = Thread.ofPlatform().name(naming.thread()).daemon(true).unstarted(this::run);
        this.records = meters.counter(naming.meters() + "." + naming.records());
        this.unreadable = meters.counter(naming.meters() + ".unreadable");
        this.restarts = meters.counter(naming.meters() + ".restarts");
        Gauge.builder(naming.meters() + ".ready", this, it -> it.ready ? 1 : 0)
                .description("1 while every partition of the topic is followed, else 0")
                .register(meters);
        Gauge.builder(naming.meters() + ".lag", this, it -> it.lagRecords)
                .description("Committed records that are in the log and not yet read back")
                .baseUnit("records")
                .register(meters);
    }

    /** Begins to read; call once. */
    public void start() {
        thread.start();
    }

    /**
     * What keeps records from being told, in one line; null while nothing does.
     *
     * <p>A broker that is away is not noticed here while the consumer itself keeps trying.
     */
    public @Nullable String obstacle() {
        return ready ? null : obstacle;
    }

    private void run() {
        Duration backoff = BACKOFF_MIN;
        while (closing.getCount() > 0) {
            long before = positionsSum();
            try (Consumer<byte[], byte[]> opened = log.open("latest")) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException e) {
                LOG.debug("woken to stop", e);
            } catch (RuntimeException e) {
                // A broker or the registry that is away for long, a topic that is not there, or a
                // bug: whoever waits is told by the obstacle, and reading begins anew.
                restarts.increment();
                obstacle = e.toString();
                LOG.warn(
                        "reading {} failed, again in {} ms",
                        naming.records(),
                        backoff.toMillis(),
                        e);
            } finally {
                ready = false;
                consumer = null;
            }
            // Progress means that this is another fault than the last one.
            backoff = positionsSum() > before ? BACKOFF_MIN : backoff;
            if (closedWithin(backoff)) {
                return;
            }
            backoff = min(backoff.multipliedBy(2), BACKOFF_MAX);
        }
    }

    private void follow(Consumer<byte[], byte[]> opened) {
        assign(opened, log.partitions(opened));
        ready = true;
        LOG.info("{} come back from {}", naming.records(), positions);
        long checkedNanos = System.nanoTime();
        while (closing.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                take(record);
                positions.put(record.partition(), record.offset() + 1);
            }
            lagRecords = lag(opened);
            if (System.nanoTime() - checkedNanos > log.metadataAgeMax().toNanos()) {
                checkedNanos = System.nanoTime();
                List<TopicPartition> partitions = log.partitions(opened);
                if (partitions.size() > opened.assignment().size()) {
                    assign(opened, partitions);
                }
            }
        }
    }

    /** Takes up partitions where they were left; at first at the end, new ones later whole. */
    private void assign(Consumer<byte[], byte[]> opened, List<TopicPartition> partitions) {
        opened.assign(partitions);
        for (TopicPartition partition : partitions) {
            Long position = positions.get(partition.partition());
            if (position != null) {
                opened.seek(partition, position);
            } else if (positions.isEmpty()) {
                opened.seekToEnd(List.of(partition));
            } else {
                opened.seekToBeginning(List.of(partition));
            }
        }
        // All or none: a position that is missing the next time would make its partition new.
        Map<Integer, Long> resolved = new HashMap<>();
        for (TopicPartition partition : partitions) {
            resolved.put(partition.partition(), opened.position(partition, TopicLog.ASK_TIMEOUT));
        }
        positions.putAll(resolved);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            V value = log.decode(record);
            if (value == null) {
                unreadable.increment();
                return;
            }
            listener.take(value, record.value(), record.partition(), record.offset());
            records.increment();
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            // The listener cannot take this one, as an id that no service would have let in. It
            // would not take it the next time either; one odd record is not the end.
            unreadable.increment();
            LOG.error(
                    "{}: passed over partition {}, offset {}",
                    naming.records(),
                    record.partition(),
                    record.offset(),
                    e);
        }
    }

    private static long lag(Consumer<?, ?> opened) {
        long sum = 0;
        for (TopicPartition partition : opened.assignment()) {
            OptionalLong lag = opened.currentLag(partition);
            sum += lag.orElse(0);
        }
        return sum;
    }

    private long positionsSum() {
        return positions.values().stream().mapToLong(Long::longValue).sum();
    }

    private boolean closedWithin(Duration time) {
        try {
            return closing.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread but a JVM that is going down.
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Ends the reading and waits {@link #CLOSE_TIMEOUT} at most for the thread. */
    @Override
    public void close() {
        closing.countDown();
        Consumer<byte[], byte[]> current = consumer;
        if (current != null) {
            current.wakeup();
        }
        try {
            if (thread.isAlive() && !thread.join(CLOSE_TIMEOUT)) {
                LOG.warn("the reader of {} did not end within {}", naming.records(), CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
