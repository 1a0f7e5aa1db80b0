package dev.tributary.common.query;

import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * How far the copies of state on this instance are behind their changelogs. Looking asks the
 * brokers, so it is done once in {@link #FRESH_FOR} at most, by one thread at a time, and nobody
 * waits for it longer than {@link #PATIENCE}: what was seen last is told instead, up to {@link
 * #KEPT_FOR}. While the brokers answer nobody, nothing is written that a copy could fall behind of.
 */
final class StandbyLags {
    /** How long what was seen is told without looking again. */
    static final Duration FRESH_FOR = Duration.ofMillis(500);

    /** How long a reader waits for a look. */
    static final Duration PATIENCE = Duration.ofMillis(300);

    /** How long what was seen is told when looking fails or takes long. */
    static final Duration KEPT_FOR = Duration.ofSeconds(30);

    private static final Logger LOG = LoggerFactory.getLogger(StandbyLags.class);

    private final LongSupplier nanoTime;
    private @Nullable Seen seen;
    private @Nullable CountDownLatch looking;

    private record Seen(Map<String, Map<Integer, Long>> lags, long atNanos) {}

    /**
     * @param nanoTime as {@link System#nanoTime()}
     */
    StandbyLags(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /**
     * Records that a partition of a store is behind; empty where that is not known, or where there
     * is no copy of it here.
     */
    OptionalLong lag(KafkaStreams streams, String store, int partition) {
        return lag(() -> lags(streams), store, partition);
    }

    private static Map<String, Map<Integer, Long>> lags(KafkaStreams streams) {
        Map<String, Map<Integer, Long>> lags = new HashMap<>();
        streams.allLocalStorePartitionLags()
                .forEach((store, partitions) -> {
                    Map<Integer, Long> ofStore = lags.computeIfAbsent(store, _ -> new HashMap<>());
                    partitions.forEach((partition, lag) -> ofStore.put(partition, lag.offsetLag()));
                });
        return lags;
    }

    OptionalLong lag(Supplier<Map<String, Map<Integer, Long>>> look, String store, int partition) {
        Seen last = latest();
        if (last == null || age(last).compareTo(FRESH_FOR) > 0) {
            await(lookUnlessLooking(look));
            last = latest();
        }
        if (last == null || age(last).compareTo(KEPT_FOR) > 0) {
            return OptionalLong.empty();
        }
        Long lag = last.lags().getOrDefault(store, Map.of()).get(partition);
        return lag == null ? OptionalLong.empty() : OptionalLong.of(Math.max(0, lag));
    }

    private synchronized @Nullable Seen latest() {
        return seen;
    }

    private Duration age(Seen what) {
        return Duration.ofNanos(nanoTime.getAsLong() - what.atNanos());
    }

    private synchronized CountDownLatch lookUnlessLooking(
            Supplier<Map<String, Map<Integer, Long>>> look) {
        CountDownLatch running = looking;
        if (running != null) {
            return running;
        }
        CountDownLatch started = new CountDownLatch(1);
        looking = started;
        Thread.ofVirtual().name("standby-lags").start(() -> look(look, started));
        return started;
    }

    private void look(Supplier<Map<String, Map<Integer, Long>>> look, CountDownLatch started) {
        long fromNanos = nanoTime.getAsLong();
        try {
            Map<String, Map<Integer, Long>> lags = look.get();
            synchronized (this) {
                seen = new Seen(lags, fromNanos);
            }
        } catch (StreamsException | IllegalStateException unanswered) {
            // The brokers do not answer, or the client is not running: what was seen before stays,
            // and the next reader looks again.
            LOG.debug("cannot look at the lags of copies of state", unanswered);
        } finally {
            synchronized (this) {
                looking = null;
            }
            started.countDown();
        }
    }

    private static void await(CountDownLatch look) {
        try {
            boolean _ = look.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
