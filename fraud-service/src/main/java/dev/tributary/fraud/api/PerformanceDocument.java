package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.Performance.Precision;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** How a rule or model did, by day of event time and in total. */
@Schema(name = "Performance")
record PerformanceDocument(
        @Schema(description = "ruleId, or version of the model") String subject,
        @Schema(
                        description =
                                "A day is mature from so long after its end on: most of its labels"
                                        + " should be known by then")
                Duration labelDelay,
        @Schema(description = "Newest event time among all transactions; null before the first")
                @Nullable Instant asOf,
        @Schema(description = "All mature days together") Counts total,
        @Schema(description = "All other days together; too early to judge") Counts recent,
        @Schema(description = "Days with hits, oldest first") List<Day> days) {

    /** Hits and what became of them. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Counts(
            @Schema(description = "Transactions it spoke about, or would have while on trial")
                    long hits,
            long confirmedFraud,
            long confirmedHonest,
            @Schema(description = "Hits that nobody labelled yet") long unlabelled,
            @Schema(
                            description =
                                    "Share of frauds among the labelled hits; absent without any."
                                            + " Too high where only frauds are labelled")
                    @Nullable Share precision,
            @Schema(
                            description =
                                    "Share of confirmed frauds among all hits; absent without any."
                                            + " The precision where all that nobody labels is"
                                            + " honest, too low otherwise")
                    @Nullable Share precisionOfAllHits) {
        static Counts of(DayCounts counts) {
            return new Counts(
                    counts.hits(),
                    counts.frauds(),
                    counts.honest(),
                    counts.unlabelled(),
                    Share.of(Performance.amongLabelled(counts)),
                    Share.of(Performance.amongAll(counts)));
        }
    }

    /** A share and its Wilson bounds, 95 % two-sided. */
    record Share(
            double value,
            double lower,
            double upper,
            @Schema(description = "How many transactions it is the share of") long over) {
        static @Nullable Share of(@Nullable Precision precision) {
            return precision == null
                    ? null
                    : new Share(
                            precision.value(),
                            precision.bounds().lower(),
                            precision.bounds().upper(),
                            precision.over());
        }
    }

    /** A day of event time, UTC. */
    record Day(LocalDate day, boolean mature, Counts counts) {}

    static PerformanceDocument of(String subject, Duration labelDelay, Performance performance) {
        return new PerformanceDocument(
                subject,
                labelDelay,
                performance.asOf(),
                Counts.of(performance.mature()),
                Counts.of(performance.immature()),
                performance.days().stream()
                        .map(day -> new Day(day.date(), day.mature(), Counts.of(day.counts())))
                        .toList());
    }
}
