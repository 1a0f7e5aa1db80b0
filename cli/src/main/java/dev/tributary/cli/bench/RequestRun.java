package dev.tributary.cli.bench;

import dev.tributary.cli.client.OpenLoop;
import dev.tributary.cli.client.ServiceClient.Reply;
import dev.tributary.cli.progress.ProgressBar;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * One kind of request at one rate, open loop. Latency is from the intended moment to the whole
 * answer where that is good; any other request counts as one that took {@value
 * #LATENCY_SECONDS_MAX} s, because a refusal at once must not make percentiles look better.
 */
final class RequestRun {
    private static final long LATENCY_SECONDS_MAX = 100;
    private static final long LATENCY_MICROS_MAX = TimeUnit.SECONDS.toMicros(LATENCY_SECONDS_MAX);
    private static final int DIGITS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Requests under way at a time, as of a client with a pool; the others wait for their turn. */
    private static final int CONNECTIONS_MAX = 256;

    private final Semaphore connections = new Semaphore(CONNECTIONS_MAX);

    private final Histogram latencyMicros = new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
    private final Histogram latenessMicros = new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
    private final Map<Integer, LongAdder> byStatus = new ConcurrentHashMap<>();

    /**
     * What was found.
     *
     * @param offeredPerSecond arrivals a second that were asked for
     * @param achievedPerSecond answers a second that came
     * @param byStatus how many answers of which HTTP status; 0 where none came
     * @param clientLateness how late the client began its requests; part of the latency
     * @param stealCores processors that the hypervisor gave to others meanwhile; null where unknown
     */
    record Outcome(
            double offeredPerSecond,
            double achievedPerSecond,
            Map<Integer, Long> byStatus,
            Percentiles latency,
            Percentiles clientLateness,
            @Nullable Double stealCores) {

        /** Whether every answer had that status. */
        boolean allAre(int status) {
            return byStatus.keySet().stream().allMatch(it -> it == status);
        }
    }

    private final int good;

    private RequestRun(int good) {
        this.good = good;
    }

    /**
     * Sends for a while.
     *
     * @param label shown while it runs
     * @param items one for each request
     * @param seed of the gaps between arrivals
     * @param good the status of a good answer
     */
    static <T> Outcome run(
            String label,
            double ratePerSecond,
            Duration duration,
            long seed,
            Iterator<T> items,
            Function<T, Reply> exchange,
            int good)
            throws InterruptedException {
        RequestRun run = new RequestRun(good);
        ProcStat proc = ProcStat.ofThisMachine();
        long expected = Math.max(1, Math.round(ratePerSecond * duration.toNanos() / 1e9));
        Double stealBefore = proc.stealSeconds();
        long startNanos = System.nanoTime();
        try (ProgressBar progress = ProgressBar.onStandardError(label, expected)) {
            long sent =
                    new OpenLoop(ratePerSecond, seed)
                            .run(
                                    items,
                                    duration,
                                    PATIENCE,
                                    (item, intended) -> {
                                        run.exchange(item, intended, exchange);
                                        progress.advance(1);
                                    });
            progress.expect(sent);
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        Double stealAfter = proc.stealSeconds();
        return run.outcome(
                ratePerSecond,
                seconds,
                stealBefore == null || stealAfter == null
                        ? null
                        : (stealAfter - stealBefore) / seconds);
    }

    private <T> void exchange(T item, long intendedNanos, Function<T, Reply> exchange) {
        connections.acquireUninterruptibly();
        record(latenessMicros, System.nanoTime() - intendedNanos);
        Reply reply;
        try {
            reply = exchange.apply(item);
        } finally {
            connections.release();
        }
        long took = System.nanoTime() - intendedNanos;
        int status =
                switch (reply) {
                    case Reply.Came it -> it.status();
                    case Reply.Lost _ -> 0;
                };
        record(
                latencyMicros,
                status == good ? took : TimeUnit.SECONDS.toNanos(LATENCY_SECONDS_MAX));
        byStatus.computeIfAbsent(status, _ -> new LongAdder()).increment();
    }

    private Outcome outcome(double ratePerSecond, double seconds, @Nullable Double stealCores) {
        Map<Integer, Long> counts = new TreeMap<>();
        byStatus.forEach((status, count) -> counts.put(status, count.sum()));
        long came =
                counts.entrySet().stream()
                        .filter(it -> it.getKey() != 0)
                        .mapToLong(Map.Entry::getValue)
                        .sum();
        return new Outcome(
                ratePerSecond,
                came / seconds,
                counts,
                Percentiles.of(latencyMicros),
                Percentiles.of(latenessMicros),
                stealCores);
    }

    private static void record(Histogram histogram, long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        histogram.recordValue(Math.clamp(micros, 0, LATENCY_MICROS_MAX));
    }
}
