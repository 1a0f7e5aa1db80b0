package dev.tributary.fraud.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.PerformanceKey;
import dev.tributary.schemas.fraud.RulePerformance;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How every rule and model did, summed over what {@code fraud.rule-performance.v1} says of each
 * partition. Kept by column, because every instance keeps it for every rule: 28 bytes a day with
 * hits, rule and partition.
 */
public final class PerformanceFeed implements CompactedFeed.Listener<String, RulePerformance> {
    private final Duration labelDelay;

    /** By key, then by partition; guarded by itself. */
    private final Map<PerformanceKey, Map<Integer, Days>> parts = new HashMap<>();

    private volatile boolean loaded;

    /** Of one partition; one entry a day in each column. */
    private static final class Days {
        private final long newestMs;
        private final int[] epochDays;
        private final long[] hits;
        private final long[] frauds;
        private final long[] honest;

        Days(RulePerformance told) {
            newestMs = told.getNewestOccurredAt().toEpochMilli();
            epochDays = told.getEpochDays().stream().mapToInt(Integer::intValue).toArray();
            hits = array(told.getHits());
            frauds = array(told.getFrauds());
            honest = array(told.getHonest());
            int size = epochDays.length;
            if (hits.length != size || frauds.length != size || honest.length != size) {
                throw new IllegalArgumentException("columns of a performance differ in length");
            }
            for (int i = 0; i < size; i++) {
                counts(i);
            }
        }

        private static long[] array(List<Long> column) {
            return column.stream().mapToLong(Long::longValue).toArray();
        }

        DayCounts counts(int i) {
            return new DayCounts(hits[i], frauds[i], honest[i]);
        }
    }

    /** Whose performance, in which partition. */
    private record Part(PerformanceKey key, int partition) {
        static Part of(String text) {
            int end = text.lastIndexOf('/');
            if (end < 0) {
                throw new IllegalArgumentException("no key of a part: '" + text + "'");
            }
            return new Part(
                    PerformanceKey.of(text.substring(0, end)),
                    Integer.parseInt(text.substring(end + 1)));
        }
    }

    /**
     * @param labelDelay how long it usually takes until a label is known
     */
    public PerformanceFeed(Duration labelDelay) {
        this.labelDelay = labelDelay;
    }

    /**
     * @throws IllegalArgumentException where the record is no performance; what was known before
     *     stands
     */
    @Override
    public void put(String key, RulePerformance value) {
        Part part = Part.of(key);
        Days days = new Days(value);
        synchronized (parts) {
            parts.computeIfAbsent(part.key(), _ -> new HashMap<>()).put(part.partition(), days);
        }
    }

    @Override
    public void removed(String key) {
        Part part = Part.of(key);
        synchronized (parts) {
            parts.computeIfPresent(
                    part.key(),
                    (_, byPartition) -> {
                        byPartition.remove(part.partition());
                        return byPartition.isEmpty() ? null : byPartition;
                    });
        }
    }

    @Override
    public void caughtUp() {
        loaded = true;
    }

    /** Whether everything is known that was when this instance started. */
    public boolean isLoaded() {
        return loaded;
    }

    /** How long it usually takes until a label is known. */
    public Duration labelDelay() {
        return labelDelay;
    }

    /** How it did; empty where no hit of it is known. */
    public Optional<Performance> find(PerformanceKey key) {
        synchronized (parts) {
            return parts.containsKey(key) ? Optional.of(performance(key)) : Optional.empty();
        }
    }

    /** How it did, without any hit where none is known. */
    public Performance of(PerformanceKey key) {
        synchronized (parts) {
            return performance(key);
        }
    }

    private Performance performance(PerformanceKey key) {
        TreeMap<Integer, DayCounts> counts = new TreeMap<>();
        for (Days days : parts.getOrDefault(key, Map.of()).values()) {
            for (int i = 0; i < days.epochDays.length; i++) {
                counts.merge(days.epochDays[i], days.counts(i), DayCounts::plus);
            }
        }
        // Every transaction is a hit of this one, so it knows the newest event.
        Instant newest =
                parts.getOrDefault(PerformanceKey.EVERY_TRANSACTION, Map.of()).values().stream()
                        .map(days -> Instant.ofEpochMilli(days.newestMs))
                        .max(Instant::compareTo)
                        .orElse(null);
        return Performance.of(counts, newest, labelDelay);
    }
}
