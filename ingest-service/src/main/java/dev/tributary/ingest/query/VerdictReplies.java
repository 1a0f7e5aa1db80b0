package dev.tributary.ingest.query;

import dev.tributary.schemas.fraud.Verdict;

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
 * The way back of a verdict: one thread that reads every committed verdict and tells it to those
 * who wait here. It starts at the end of the log; a verdict from before a request cannot be its
 * answer.
 *
 * <p>What ends the reading (a broker or the registry away for long, a bug) is told in the log, and
 * reading begins anew where it stopped, after {@link #BACKOFF_MIN}, doubled up to {@link
 * #BACKOFF_MAX}; meanwhile the path is not ready. A record that is no verdict is counted and passed
 * over: it is the scorer's dead letter, not ours. New partitions are taken up from their beginning.
 */
public final class VerdictReplies implements AutoCloseable {
    static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(VerdictReplies.class);

    private final VerdictLog log;
    private final RecentTransactions recent;
    private final AwaitedVerdicts awaited;
    private final Counter verdicts;
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

    /**
     * @param log the verdicts
     * @param recent remembers each
     * @param awaited waits for some
     * @param meters takes the metrics {@code tributary.ingest.replies.*}
     */
    public VerdictReplies(
            VerdictLog log,
            RecentTransactions recent,
            AwaitedVerdicts awaited,
            MeterRegistry meters) {
        this.log = log;
        this.recent = recent;
        this.awaited = awaited;
        this.thread = Thread.ofPlatform().name("verdict-replies").daemon(true).unstarted(this::run);
        this.verdicts = meters.counter("tributary.ingest.replies.verdicts");
        this.unreadable = meters.counter("tributary.ingest.replies.unreadable");
        this.restarts = meters.counter("tributary.ingest.replies.restarts");
        Gauge.builder("tributary.ingest.replies.ready", this, it -> it.ready ? 1 : 0)
                .description("1 while every partition of the verdicts is followed, else 0")
                .register(meters);
        Gauge.builder("tributary.ingest.replies.lag", this, it -> it.lagRecords)
                .description("Committed verdicts that are in the log and not yet read back")
                .baseUnit("records")
                .register(meters);
    }

    /** Begins to read; call once. */
    public void start() {
        thread.start();
    }

    /**
     * What keeps verdicts from coming back; null while they do.
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
                restarts.increment();
                obstacle = e.toString();
                LOG.warn("reading verdicts failed, again in {} ms", backoff.toMillis(), e);
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
        LOG.info("verdicts come back from {}", positions);
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
            resolved.put(partition.partition(), opened.position(partition, VerdictLog.ASK_TIMEOUT));
        }
        positions.putAll(resolved);
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        try {
            Verdict verdict = log.decode(record);
            if (verdict == null) {
                unreadable.increment();
                return;
            }
            recent.decide(verdict, record.value());
            awaited.decide(verdict);
            verdicts.increment();
        } catch (RetriableException e) {
            throw e;
        } catch (RuntimeException e) {
            // One odd record, such as an id that could not have come in here, is not the end.
            unreadable.increment();
            LOG.error(
                    "passed over the verdict at partition {}, offset {}",
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
                LOG.warn("the reader of verdicts did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
