package dev.tributary.common.streams;

import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.ReadOnlyWindowStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A window store used as a key-value store whose entries expire: whole segments of it are dropped,
 * without reading them. An entry lies in the window of the moment it is about, and windows are as
 * long as entries are kept, so that a key is found by two point reads, seldom three. A range read
 * would open an iterator on every segment, on the path that every record takes.
 *
 * <p>Windows are coarse, so an entry is kept up to a window longer than asked for; who needs the
 * exact moment compares the one that stands in the value.
 */
public final class ExpiringStore<V> {
    /**
     * Entries are restored by when they were written: with their own time they would be deleted
     * early where what they are about is old, as in a backfill.
     */
    private static final Map<String, String> STAMPED_ON_ARRIVAL =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private final WindowStore<String, V> store;
    private final long windowMs;

    /**
     * @param store made by {@link #builder} with the same retention
     * @param retention how long an entry is kept, at least
     */
    public ExpiringStore(WindowStore<String, V> store, Duration retention) {
        this.store = store;
        this.windowMs = window(retention).toMillis();
    }

    /**
     * A store in RocksDB with a changelog.
     *
     * @param retention how long an entry is kept after the moment it is about, at least; 1 ms or
     *     more
     */
    public static <V> StoreBuilder<WindowStore<String, V>> builder(
            String name, Serde<V> values, Duration retention) {
        Duration window = window(retention);
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(name, retention.plus(window), window, false),
                        Serdes.String(),
                        values)
                .withLoggingEnabled(STAMPED_ON_ARRIVAL)
                .withCachingDisabled();
    }

    /**
     * Length of the windows, which start at multiples of it since the epoch. Entries that are kept
     * for a time are found from one window before that time on.
     */
    public static Duration window(Duration retention) {
        return Duration.ofMillis(Math.max(1, retention.toMillis()));
    }

    /**
     * The first entry under a key, by window, that is about a moment within {@code [from, to]},
     * give or take a window, and passes the test.
     */
    public @Nullable V find(String key, Instant from, Instant to, Predicate<V> test) {
        return find(store, windowMs, key, from, to, test);
    }

    /** The same for who may only read the store. */
    public static <V> @Nullable V find(
            ReadOnlyWindowStore<String, V> store,
            Duration retention,
            String key,
            Instant from,
            Instant to) {
        return find(store, window(retention).toMillis(), key, from, to, any -> true);
    }

    private static <V> @Nullable V find(
            ReadOnlyWindowStore<String, V> store,
            long windowMs,
            String key,
            Instant from,
            Instant to,
            Predicate<V> test) {
        for (long window = windowOf(from, windowMs);
                window <= to.toEpochMilli();
                window += windowMs) {
            V value = store.fetch(key, window);
            if (value != null && test.test(value)) {
                return value;
            }
        }
        return null;
    }

    /** Keeps a value under a key, in place of one that is about the same window. */
    public void put(String key, V value, Instant moment) {
        store.put(key, value, windowOf(moment, windowMs));
    }

    /** Forgets the value under a key that is about the window of a moment, if there is one. */
    public void remove(String key, Instant moment) {
        store.put(key, null, windowOf(moment, windowMs));
    }

    private static long windowOf(Instant moment, long windowMs) {
        return Math.max(0, Math.floorDiv(moment.toEpochMilli(), windowMs) * windowMs);
    }
}
