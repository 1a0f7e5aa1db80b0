package dev.tributary.fraud.topology;

import dev.tributary.common.streams.StoreRound;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.fraud.domain.learning.Label;
import dev.tributary.fraud.domain.learning.PerformanceKey;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.fraud.store.PerformanceDayKey;
import dev.tributary.schemas.fraud.RulePerformance;
import dev.tributary.schemas.fraud.state.PerformanceDay;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * Counts for every rule and model, by day of event time, what became of the transactions it spoke
 * about: those of this partition, as they come, so that no hit travels. What changed is published
 * now and then, and summed over partitions by whoever reads it.
 */
final class CountPerformanceProcessor
        implements Processor<String, Joined, String, RulePerformance> {
    private final LearningSettings settings;

    private ProcessorContext<String, RulePerformance> context;
    private KeyValueStore<String, PerformanceDay> counts;
    private DueKeys due;
    private StoreRound<PerformanceDay> round;
    private LatestTime newest;

    CountPerformanceProcessor(LearningSettings settings) {
        this.settings = settings;
    }

    @Override
    public void init(ProcessorContext<String, RulePerformance> context) {
        this.context = context;
        this.counts = context.getStateStore(LearningStores.PERFORMANCE);
        this.due = new DueKeys(context.getStateStore(LearningStores.DUE_PERFORMANCES));
        this.newest =
                new LatestTime(
                        context.getStateStore(LearningStores.TRANSACTION_TIMES), "occurred-at");
        this.round = new StoreRound<>(counts, settings.sweepMax());
        schedule();
    }

    private void schedule() {
        context.schedule(
                settings.performanceInterval(),
                PunctuationType.WALL_CLOCK_TIME,
                _ -> {
                    forgetOldDays();
                    publish();
                });
    }

    @Override
    public void process(Record<String, Joined> record) {
        switch (record.value()) {
            case Joined.Decided(DecidedTransaction transaction) -> {
                newest.see(transaction.occurredAtMs());
                count(transaction, DayCounts::hit);
            }
            case Joined.Labelled(@Nullable Label before, DecidedTransaction transaction) -> {
                Label now = Objects.requireNonNull(transaction.label(), "labelled");
                count(transaction, day -> day.labelled(before, now));
            }
            case Joined.Unmatched _ -> {}
        }
    }

    private void count(DecidedTransaction transaction, UnaryOperator<DayCounts> change) {
        int epochDay = epochDay(transaction.occurredAtMs());
        if (epochDay < oldestDay()) {
            return;
        }
        for (PerformanceKey key : transaction.countsFor()) {
            String place = new PerformanceDayKey(key, epochDay).toString();
            counts.put(place, toAvro(change.apply(toDomain(counts.get(place)))));
            due.mark(key.toString());
        }
    }

    private void forgetOldDays() {
        for (KeyValue<String, PerformanceDay> entry : round.turn()) {
            PerformanceDayKey place = PerformanceDayKey.of(entry.key);
            if (place.epochDay() < oldestDay()) {
                counts.delete(entry.key);
                due.mark(place.key().toString());
            }
        }
    }

    private void publish() {
        for (String key : due.take(settings.publishMax())) {
            context.forward(
                    new Record<>(
                            key + "/" + context.taskId().partition(),
                            performance(PerformanceKey.of(key)),
                            Math.max(0, context.currentStreamTimeMs())));
        }
    }

    /** Null where no day is left. */
    private @Nullable RulePerformance performance(PerformanceKey key) {
        List<Integer> epochDays = new ArrayList<>();
        List<Long> hits = new ArrayList<>();
        List<Long> frauds = new ArrayList<>();
        List<Long> honest = new ArrayList<>();
        try (KeyValueIterator<String, PerformanceDay> days =
                counts.range(PerformanceDayKey.first(key), PerformanceDayKey.last(key))) {
            while (days.hasNext()) {
                KeyValue<String, PerformanceDay> day = days.next();
                epochDays.add(PerformanceDayKey.of(day.key).epochDay());
                hits.add(day.value.getHits());
                frauds.add(day.value.getFrauds());
                honest.add(day.value.getHonest());
            }
        }
        return epochDays.isEmpty()
                ? null
                : new RulePerformance(
                        Instant.ofEpochMilli(newest.ms().orElseThrow()),
                        epochDays,
                        hits,
                        frauds,
                        honest);
    }

    private int oldestDay() {
        OptionalLong newestMs = newest.ms();
        return newestMs.isEmpty()
                ? Integer.MIN_VALUE
                : epochDay(newestMs.getAsLong()) - settings.performanceDays() + 1;
    }

    private static int epochDay(long epochMs) {
        return Math.toIntExact(Math.floorDiv(epochMs, TimeUnit.DAYS.toMillis(1)));
    }

    private static DayCounts toDomain(@Nullable PerformanceDay day) {
        return day == null
                ? DayCounts.NONE
                : new DayCounts(day.getHits(), day.getFrauds(), day.getHonest());
    }

    private static PerformanceDay toAvro(DayCounts counts) {
        return new PerformanceDay(counts.hits(), counts.frauds(), counts.honest());
    }
}
