package dev.tributary.fraud.domain.learning;

import dev.tributary.fraud.domain.WilsonInterval;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * How a rule or model did by what is known. Labels come late: a day counts as mature from the label
 * delay after its end on, as the newest event time tells; what is said in total is said of mature
 * days.
 *
 * @param asOf newest event time among all transactions, hits or not; null where there were none
 * @param days days with hits, oldest first
 * @param mature sum of the mature ones
 * @param immature sum of the others
 */
public record Performance(
        @Nullable Instant asOf, List<Day> days, DayCounts mature, DayCounts immature) {
    public Performance {
        days = List.copyOf(days);
    }

    /**
     * A day of event time, UTC.
     *
     * @param mature whether most of its labels should be known
     */
    public record Day(LocalDate date, boolean mature, DayCounts counts) {}

    /**
     * A share of frauds and the bounds it probably lies between.
     *
     * @param value frauds over {@code over}
     * @param over how many transactions it is the share of
     */
    public record Precision(double value, WilsonInterval bounds, long over) {
        /** Null where there is nothing to be a share of. */
        static @Nullable Precision of(long frauds, long over) {
            return over == 0
                    ? null
                    : new Precision((double) frauds / over, WilsonInterval.of(frauds, over), over);
        }
    }

    /**
     * @param counts by day since 1970-01-01, UTC
     * @param labelDelay how long it usually takes until a label is known
     */
    public static Performance of(
            SortedMap<Integer, DayCounts> counts,
            @Nullable Instant newestEvent,
            Duration labelDelay) {
        List<Day> days = new ArrayList<>();
        DayCounts mature = DayCounts.NONE;
        DayCounts immature = DayCounts.NONE;
        for (var entry : counts.entrySet()) {
            LocalDate date = LocalDate.ofEpochDay(entry.getKey());
            Day day = new Day(date, isMature(date, newestEvent, labelDelay), entry.getValue());
            days.add(day);
            if (day.mature()) {
                mature = mature.plus(day.counts());
            } else {
                immature = immature.plus(day.counts());
            }
        }
        return new Performance(newestEvent, days, mature, immature);
    }

    private static boolean isMature(
            LocalDate date, @Nullable Instant newestEvent, Duration labelDelay) {
        Instant end = date.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        return newestEvent != null && !end.plus(labelDelay).isAfter(newestEvent);
    }

    /**
     * Share of frauds among those whose label is known; null where none is. What has no label may
     * be anything.
     */
    public static @Nullable Precision amongLabelled(DayCounts counts) {
        return Precision.of(counts.frauds(), counts.labelled());
    }

    /**
     * Share of confirmed frauds among all; null where there are none. It is the precision where
     * whatever has no label by then is honest, as with chargebacks alone.
     */
    public static @Nullable Precision amongAll(DayCounts counts) {
        return Precision.of(counts.frauds(), counts.hits());
    }
}
