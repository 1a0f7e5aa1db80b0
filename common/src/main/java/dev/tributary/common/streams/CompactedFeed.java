package dev.tributary.common.streams;

import dev.tributary.common.serde.RegistryRefusedException;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A compacted topic that this process reads whole, and follows: what every instance has to know.
 * One thread reads all partitions, committed records only, without a group, from the beginning to
 * the end and then on; a tombstone removes its key.
 *
 * <p>What ends the reading (brokers or registry away, a bug) is told in {@link #obstacle()} and in
 * the log; reading goes on where it stopped, after {@link #BACKOFF_MIN}, doubled up to {@link
 * #BACKOFF_MAX}; what was told so far stands. A record whose bytes are no key or value, or that the
 * listener throws at, is counted and passed over; an older value of its key stands. A registry that
 * refuses is an obstacle, as every record would meet the same.
 *
 * <p>Where the position is not in the log any more, or nothing was heard from the brokers for so
 * long that tombstones may be gone ({@link #TOMBSTONES_KEPT}), the partition is read whole again;
 * the listener is told only how it differs, see {@link FeedPartition}. Keys need {@code equals};
 * they are all kept here, unless the listener is a {@link Keeper}: that one forgets all instead,
 * and is told all again.
 */
public final class CompactedFeed<K, V> implements AutoCloseable {
    static final Duration BACKOFF_MIN = Duration.ofMillis(200);
    static final Duration BACKOFF_MAX = Duration.ofSeconds(5);

    /** Half of what brokers keep tombstones by default ({@code delete.retention.ms}). */
    static final Duration TOMBSTONES_KEPT = Duration.ofHours(12);

    /** How long one question to the brokers may take. */
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);

    /** How often the brokers are asked for the end, which shows whether they are there. */
    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(5);

    private static final Duration POLL = Duration.ofMillis(500);

    /** How often a feed that has much to read tells how far it is. */
    private static final Duration TELL_INTERVAL = Duration.ofSeconds(10);

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(CompactedFeed.class);

    private final String name;
    private final String topic;
    private final Map<String, Object> configs;
    private final Deserializer<K> keys;
    private final Deserializer<V> values;
    private final Guarded listener;
    private final Duration tombstonesKept;
    private final Counter records;
    private final Counter unreadable;
    private final Counter restarts;

    /** By partition; survives the consumer. Only the reading thread looks at it. */
    private final SortedMap<Integer, FeedPartition<K, V>> partitions = new TreeMap<>();

    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    /** Is told whenever {@link #progress} has changed. */
    private final Object progressed = new Object();

    private long heardNanos = System.nanoTime();
    private volatile @Nullable Consumer<byte[], byte[]> consumer;
    private volatile @Nullable String fault = "not started";

    /**
     * Records that were there to be read when the feed began, and when it last told how far it is.
     */
    private volatile long recordsAtStart;

    private long toldNanos = System.nanoTime();
    private volatile Progress progress = new Progress(Collections.emptySortedMap(), 0, false);

    /** Is told every change, on the feed's thread, in the order of each partition. */
    public interface Listener<K, V> {
        /** The key has this value now. */
        void put(K key, V value);

        /** The key has no value now; it may never have had one here. */
        void removed(K key);

        /** Everything is told that was in the log when the feed started. Comes once. */
        void caughtUp();
    }

    /**
     * A listener for topics of so many keys that they are better kept once: it knows itself what it
     * was told.
     */
    public interface Keeper<K, V> extends Listener<K, V> {
        /** The topic is read again from its beginning; nothing that was told holds any more. */
        void begunAgain();
    }

    /**
     * How far a feed is.
     *
     * @param next offset of the next record by partition; empty before the partitions are known
     * @param lagRecords offsets between these places and the end of the log
     * @param caughtUp whether what was in the log at the start has been read
     */
    public record Progress(SortedMap<Integer, Long> next, long lagRecords, boolean caughtUp) {
        public Progress {
            next = Collections.unmodifiableSortedMap(new TreeMap<>(next));
        }
    }

    /**
     * @param name names the thread and tags the metrics {@code tributary.feed.*}
     * @param topic what to read
     * @param consumerConfigs how to reach the brokers
     * @param listener is told each change
     * @param meters takes the metrics
     */
    public CompactedFeed(
            String name,
            Topic<K, V> topic,
            Map<String, Object> consumerConfigs,
            Listener<K, V> listener,
            MeterRegistry meters) {
        this(name, topic, consumerConfigs, listener, meters, TOMBSTONES_KEPT);
    }

    CompactedFeed(
            String name,
            Topic<K, V> topic,
            Map<String, Object> consumerConfigs,
            Listener<K, V> listener,
            MeterRegistry meters,
            Duration tombstonesKept) {
        this.name = name;
        this.topic = topic.name();
        this.configs = configs(name, consumerConfigs);
        this.keys = topic.keySerde().deserializer();
        this.values = topic.valueSerde().deserializer();
        this.listener = new Guarded(listener);
        this.tombstonesKept = tombstonesKept;
        this.thread = Thread.ofPlatform().name("feed-" + name).daemon(true).unstarted(this::run);
        this.records = meters.counter("tributary.feed.records", "feed", name);
        this.unreadable = meters.counter("tributary.feed.unreadable", "feed", name);
        this.restarts = meters.counter("tributary.feed.restarts", "feed", name);
        Gauge.builder("tributary.feed.ready", this, it -> it.obstacle() == null ? 1 : 0)
                .description("1 while the topic has been read to its end and is followed, else 0")
                .tag("feed", name)
                .register(meters);
        Gauge.builder("tributary.feed.lag", this, it -> it.progress.lagRecords())
                .description("Records in the log and not yet read")
                .baseUnit("records")
                .tag("feed", name)
                .register(meters);
    }

    private static Map<String, Object> configs(String name, Map<String, Object> clientConfigs) {
        Map<String, Object> configs = new HashMap<>(clientConfigs);
        configs.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        configs.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        configs.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        configs.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        configs.put(
                ConsumerConfig.METADATA_MAX_AGE_CONFIG, Math.toIntExact(CHECK_INTERVAL.toMillis()));
        configs.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        configs.merge(ConsumerConfig.CLIENT_ID_CONFIG, "feed-" + name, (a, b) -> a + "-" + b);
        configs.remove(ConsumerConfig.GROUP_ID_CONFIG);
        return configs;
    }

    /** Begins to read; call once. */
    public void start() {
        thread.start();
    }

    /** What the feed is called. */
    public String name() {
        return name;
    }

    /** Whether everything is told that was in the log when the feed started; stays true. */
    public boolean caughtUp() {
        return progress.caughtUp();
    }

    /** How far the feed is. */
    public Progress progress() {
        return progress;
    }

    /**
     * Waits until everything before a place has been told, such as what this process wrote itself.
     *
     * @param partition of the topic
     * @param next the offset after the last record that matters
     * @return false where the time was over first
     */
    public boolean awaitPosition(int partition, long next, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (progressed) {
            while (progress.next().getOrDefault(partition, 0L) < next) {
                long leftMs = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (leftMs <= 0) {
                    return false;
                }
                progressed.wait(leftMs);
            }
            return true;
        }
    }

    /**
     * What keeps the feed from being up to date, in one line; null while nothing does. Brokers that
     * went away are noticed within ten seconds.
     */
    public @Nullable String obstacle() {
        String told = fault;
        Progress now = progress;
        if (told != null) {
            return "topic %s: %s".formatted(topic, told);
        }
        return now.caughtUp()
                ? null
                : "topic %s: %d records to be read, %d %% are"
                        .formatted(topic, now.lagRecords(), percentRead(now.lagRecords()));
    }

    private long percentRead(long lagRecords) {
        long all = recordsAtStart;
        return all == 0 ? 0 : Math.clamp((all - lagRecords) * 100 / all, 0, 99);
    }

    private void run() {
        try {
            readUntilClosed();
        } finally {
            fault = "no longer read";
        }
    }

    private void readUntilClosed() {
        Duration backoff = BACKOFF_MIN;
        while (closing.getCount() > 0) {
            long before = nextSum();
            try (Consumer<byte[], byte[]> opened =
                    new KafkaConsumer<>(
                            configs, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                consumer = opened;
                follow(opened);
            } catch (WakeupException e) {
                LOG.debug("woken to stop", e);
            } catch (OffsetOutOfRangeException e) {
                LOG.warn("feed {}: {}; reading these partitions anew", name, e.getMessage());
                failed("its log does not continue where it was left");
                e.partitions().forEach(it -> partition(it).forgetPosition());
            } catch (RuntimeException e) {
                LOG.warn("feed {}: reading failed, again in {} ms", name, backoff.toMillis(), e);
                failed(e.toString());
            } finally {
                consumer = null;
            }
            // Progress means that this is another fault than the last one.
            backoff = nextSum() > before ? BACKOFF_MIN : backoff;
            if (closedWithin(backoff)) {
                return;
            }
            backoff = min(backoff.multipliedBy(2), BACKOFF_MAX);
        }
    }

    private void failed(String reason) {
        restarts.increment();
        fault = reason;
    }

    private void follow(Consumer<byte[], byte[]> opened) {
        assign(opened, partitionsOf(opened));
        LOG.info("feed {}: follows topic {}", name, topic);
        long checkedNanos = System.nanoTime();
        while (closing.getCount() > 0) {
            for (ConsumerRecord<byte[], byte[]> record : opened.poll(POLL)) {
                take(record);
            }
            for (TopicPartition assigned : opened.assignment()) {
                // Beyond the last record: what was compacted away, and marks of transactions.
                partition(assigned).movedTo(opened.position(assigned, ASK_TIMEOUT));
            }
            report(lag(opened));
            if (System.nanoTime() - checkedNanos > CHECK_INTERVAL.toNanos()) {
                check(opened);
                checkedNanos = System.nanoTime();
            }
        }
    }

    private void check(Consumer<byte[], byte[]> opened) {
        List<TopicPartition> now = partitionsOf(opened);
        if (now.size() > opened.assignment().size()) {
            assign(opened, now);
        } else {
            ends(opened, now).forEach((partition, end) -> partition(partition).endsAt(end));
        }
    }

    /** Takes up partitions where they were left, and new ones at their beginning. */
    private void assign(Consumer<byte[], byte[]> opened, List<TopicPartition> all) {
        Duration silence = Duration.ofNanos(System.nanoTime() - heardNanos);
        opened.assign(all);
        Map<TopicPartition, Long> ends = ends(opened, all);
        boolean mustAgain =
                silence.compareTo(tombstonesKept) > 0
                        || partitions.values().stream().anyMatch(FeedPartition::lostPosition);
        if (mustAgain && listener.isKeeper() && !partitions.isEmpty()) {
            listener.begunAgain();
            partitions.clear();
        }
        Map<TopicPartition, Long> firsts = opened.beginningOffsets(all, ASK_TIMEOUT);
        long lag = 0;
        for (TopicPartition each : all) {
            FeedPartition<K, V> partition = partition(each);
            long end = Objects.requireNonNull(ends.get(each));
            if (!partition.begun() || silence.compareTo(tombstonesKept) > 0) {
                partition.begin(Objects.requireNonNull(firsts.get(each)), end);
            }
            opened.seek(each, partition.next());
            lag += Math.max(0, end - partition.next());
        }
        if (recordsAtStart == 0) {
            recordsAtStart = lag;
        }
        report(lag);
        fault = null;
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
        FeedPartition<K, V> partition =
                partition(new TopicPartition(record.topic(), record.partition()));
        try {
            K key = Objects.requireNonNull(keys.deserialize(topic, record.key()), "no key");
            partition.take(key, values.deserialize(topic, record.value()));
            records.increment();
        } catch (RetriableException | RegistryRefusedException e) {
            throw e;
        } catch (RuntimeException e) {
            passOver("partition %d, offset %d".formatted(record.partition(), record.offset()), e);
        }
        partition.movedTo(record.offset() + 1);
    }

    private void passOver(String what, RuntimeException cause) {
        unreadable.increment();
        LOG.error("feed {}: passed over {}", name, what, cause);
    }

    private void report(long lagRecords) {
        boolean before = progress.caughtUp();
        SortedMap<Integer, Long> next = new TreeMap<>();
        partitions.forEach((number, partition) -> next.put(number, partition.next()));
        boolean reached = before || partitions.values().stream().allMatch(FeedPartition::reached);
        if (reached && !before) {
            LOG.info("feed {}: caught up at {}", name, next);
            listener.caughtUp();
        }
        if (!reached && System.nanoTime() - toldNanos > TELL_INTERVAL.toNanos()) {
            toldNanos = System.nanoTime();
            LOG.info(
                    "feed {}: {} % read, {} records to go",
                    name, percentRead(lagRecords), lagRecords);
        }
        synchronized (progressed) {
            progress = new Progress(next, lagRecords, reached);
            progressed.notifyAll();
        }
    }

    /** Also shows that the brokers are there. */
    private Map<TopicPartition, Long> ends(Consumer<?, ?> opened, Collection<TopicPartition> all) {
        Map<TopicPartition, Long> ends = opened.endOffsets(all, ASK_TIMEOUT);
        heardNanos = System.nanoTime();
        return ends;
    }

    private List<TopicPartition> partitionsOf(Consumer<?, ?> opened) {
        List<TopicPartition> all =
                opened.partitionsFor(topic, ASK_TIMEOUT).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (all.isEmpty()) {
            throw new IllegalStateException("it does not exist");
        }
        return all;
    }

    private FeedPartition<K, V> partition(TopicPartition partition) {
        return partitions.computeIfAbsent(
                partition.partition(), _ -> new FeedPartition<>(listener, !listener.isKeeper()));
    }

    private static long lag(Consumer<?, ?> opened) {
        return opened.assignment().stream().mapToLong(it -> opened.currentLag(it).orElse(0)).sum();
    }

    private long nextSum() {
        return partitions.values().stream().mapToLong(FeedPartition::next).sum();
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
                LOG.warn("feed {} did not end within {}", name, CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** One odd value is not the end of a feed. */
    private final class Guarded implements Listener<K, V> {
        private final Listener<K, V> guarded;

        Guarded(Listener<K, V> guarded) {
            this.guarded = guarded;
        }

        @Override
        public void put(K key, V value) {
            tell(() -> guarded.put(key, value), key);
        }

        @Override
        public void removed(K key) {
            tell(() -> guarded.removed(key), key);
        }

        @Override
        public void caughtUp() {
            tell(guarded::caughtUp, "the end");
        }

        boolean isKeeper() {
            return guarded instanceof Keeper;
        }

        void begunAgain() {
            if (guarded instanceof Keeper<K, V> keeper) {
                tell(keeper::begunAgain, "the beginning");
            }
        }

        private void tell(Runnable telling, Object what) {
            try {
                telling.run();
            } catch (RuntimeException e) {
                passOver("'" + what + "'", e);
            }
        }
    }
}
