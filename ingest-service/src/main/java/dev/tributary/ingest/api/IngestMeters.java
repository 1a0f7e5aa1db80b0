package dev.tributary.ingest.api;

import dev.tributary.common.web.ProblemType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What is measured of things of one kind on their way in. Every meter is made once, so that a
 * request only adds to it. Names begin with {@value #TRANSACTIONS} for transactions, {@value
 * #LABELS} for labels, {@value #STOCK_MOVEMENTS} for stock movements, {@value #INTERACTIONS} for
 * interactions:
 *
 * <ul>
 *   <li>{@code .stage}: time by {@code stage}: {@code accept} (read and checked), {@code publish}
 *       (until the brokers have it), {@code await} (until the verdict is back), {@code order} (from
 *       then on until what becomes of its order is, or the deadline)
 *   <li>{@code .accepted}: those in the log, by {@code way}: {@code single}, {@code bulk}
 *   <li>{@code .repeated}: repeats answered without being sent again
 *   <li>{@code .rejected}: those refused, by {@code way} and {@code problem}
 * </ul>
 */
final class IngestMeters {
    static final String TRANSACTIONS = "tributary.ingest";
    static final String LABELS = "tributary.ingest.labels";
    static final String STOCK_MOVEMENTS = "tributary.ingest.stock.movements";
    static final String INTERACTIONS = "tributary.ingest.interactions";

    private final Timer accept;
    private final Timer publish;
    private final Timer await;
    private final Timer order;
    private final Counter single;
    private final Counter bulk;
    private final Counter repeated;
    private final Map<ProblemType, Counter> singleRejected = new EnumMap<>(ProblemType.class);
    private final Map<ProblemType, Counter> bulkRejected = new EnumMap<>(ProblemType.class);

    IngestMeters(MeterRegistry meters, String prefix) {
        this.accept = stage(meters, prefix, "accept");
        this.publish = stage(meters, prefix, "publish");
        this.await = stage(meters, prefix, "await");
        this.order = stage(meters, prefix, "order");
        this.single = meters.counter(prefix + ".accepted", "way", "single");
        this.bulk = meters.counter(prefix + ".accepted", "way", "bulk");
        this.repeated = meters.counter(prefix + ".repeated");
        for (ProblemType problem : ProblemType.values()) {
            singleRejected.put(problem, rejected(meters, prefix, "single", problem));
            bulkRejected.put(problem, rejected(meters, prefix, "bulk", problem));
        }
    }

    private static Timer stage(MeterRegistry meters, String prefix, String stage) {
        return Timer.builder(prefix + ".stage")
                .description("Time spent in a stage of the way in")
                .tag("stage", stage)
                .publishPercentileHistogram()
                .register(meters);
    }

    private static Counter rejected(
            MeterRegistry meters, String prefix, String way, ProblemType problem) {
        return meters.counter(prefix + ".rejected", "way", way, "problem", problem.label());
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

    void ordered(long nanos) {
        order.record(nanos, TimeUnit.NANOSECONDS);
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
