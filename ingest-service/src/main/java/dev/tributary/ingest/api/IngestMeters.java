package dev.tributary.ingest.api;

import dev.tributary.common.web.ProblemType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is measured of transactions on their way in. Every meter is made once, so that a request
 * only adds to it.
 *
 * <ul>
 *   <li>{@code tributary.ingest.stage}: time by {@code stage}: {@code accept} (read and checked),
 *       {@code publish} (until the brokers have it), {@code await} (until the verdict is back)
 *   <li>{@code tributary.ingest.accepted}: transactions in the log, by {@code way}: {@code single},
 *       {@code bulk}
 *   <li>{@code tributary.ingest.repeated}: repeats answered without being sent again
 *   <li>{@code tributary.ingest.rejected}: transactions refused, by {@code way} and {@code problem}
 * </ul>
 */
final class IngestMeters {
    private final Timer accept;
    private final Timer publish;
    private final Timer await;
    private final Counter single;
    private final Counter bulk;
    private final Counter repeated;
    private final Map<ProblemType, Counter> singleRejected = new EnumMap<>(ProblemType.class);
    private final Map<ProblemType, Counter> bulkRejected = new EnumMap<>(ProblemType.class);

    IngestMeters(MeterRegistry meters) {
        this.accept = stage(meters, "accept");
        this.publish = stage(meters, "publish");
        this.await = stage(meters, "await");
        this.single = meters.counter("tributary.ingest.accepted", "way", "single");
        this.bulk = meters.counter("tributary.ingest.accepted", "way", "bulk");
        this.repeated = meters.counter("tributary.ingest.repeated");
        for (ProblemType problem : ProblemType.values()) {
            singleRejected.put(problem, rejected(meters, "single", problem));
            bulkRejected.put(problem, rejected(meters, "bulk", problem));
        }
    }

    private static Timer stage(MeterRegistry meters, String stage) {
        return Timer.builder("tributary.ingest.stage")
                .description("Time a transaction spends in a stage of its way in")
                .tag("stage", stage)
                .publishPercentileHistogram()
                .register(meters);
    }

    private static Counter rejected(MeterRegistry meters, String way, ProblemType problem) {
        return meters.counter("tributary.ingest.rejected", "way", way, "problem", problem.label());
    }

    void accepted(long nanos) {
        accept.record(nanos, TimeUnit.NANOSECONDS);
    }

    void published(long nanos) {
        publish.record(nanos, TimeUnit.NANOSECONDS);
    }

    void awaited(long nanos) {
        await.record(nanos, TimeUnit.NANOSECONDS);
    }

    void singleAccepted() {
        single.increment();
    }

    void bulkAccepted() {
        bulk.increment();
    }

    void repeated() {
        repeated.increment();
    }

    void singleRejected(ProblemType problem) {
        count(singleRejected, problem);
    }

    void bulkRejected(ProblemType problem) {
        count(bulkRejected, problem);
    }

    private static void count(Map<ProblemType, Counter> counters, ProblemType problem) {
        Counter counter = counters.get(problem);
        if (counter != null) {
            counter.increment();
        }
    }
}
