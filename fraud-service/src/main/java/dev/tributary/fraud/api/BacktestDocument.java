package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.api.PerformanceDocument.Counts;
import dev.tributary.fraud.domain.backtest.BacktestReport;
import dev.tributary.fraud.domain.backtest.BacktestReport.RuleResult;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.query.BacktestRun;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A backtest: how far it is, and what came of it. */
@Schema(name = "Backtest")
@JsonInclude(JsonInclude.Include.NON_NULL)
record BacktestDocument(
        String id,
        Status status,
        Instant from,
        Instant to,
        @Schema(description = "How many rules are tried") int rules,
        @Nullable String ruleSetVersion,
        Instant askedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        @Schema(description = "While WAITING: backtests before it") @Nullable Integer ahead,
        @Schema(description = "Records to be read; 0 before that is known") long records,
        @Schema(description = "Records that were read") long recordsRead,
        @Schema(description = "While FAILED: why") @Nullable String failure,
        @Schema(description = "Verdicts and labels that were passed over, as they are none")
                @Nullable Long unreadable,
        @Schema(description = "Once DONE") @Nullable Report report) {

    /** Where it is in its life. */
    enum Status {
        WAITING,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /** What the rules would have done. */
    @Schema(name = "BacktestReport")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Report(
            @Schema(description = "First day of event time with a transaction, UTC")
                    @Nullable LocalDate firstDay,
            @Nullable LocalDate lastDay,
            @Schema(description = "Days with a transaction, which alerts a day are counted by")
                    int days,
            @Schema(description = "All transactions of the range") Alerts transactions,
            @Schema(description = "Those that at least one of the rules speaks about")
                    Alerts alerts,
            @Schema(description = "Those that were reviewed or blocked then")
                    @Nullable Alerts decidedThen,
            @Schema(description = "Those among alerts that were approved then")
                    @Nullable Alerts added,
            @Schema(description = "Each rule alone, in the order of their ids; a page of them")
                    List<RuleAlerts> byRule,
            @Schema(description = "Where the next page of byRule begins; absent on the last")
                    @Nullable String nextCursor) {}

    /** Transactions and what became of them. */
    @Schema(name = "BacktestAlerts")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Alerts(
            Counts counts,
            @Schema(description = "Share of all known frauds of the range; absent without any")
                    @Nullable Double recall,
            double aDay) {
        static @Nullable Alerts ofNullable(BacktestReport report, @Nullable DayCounts counts) {
            return counts == null ? null : of(report, counts);
        }

        static Alerts of(BacktestReport report, DayCounts counts) {
            return new Alerts(Counts.of(counts), report.recall(counts), report.aDay(counts));
        }
    }

    /** What a rule would have spoken about. */
    record RuleAlerts(String ruleId, Alerts alerts) {}

    /**
     * @param ahead how many are before it
     * @param after rule to go on after; empty for the first
     * @param limit rules told at most
     */
    static BacktestDocument of(BacktestRun run, int ahead, String after, int limit) {
        return switch (run.state()) {
            case BacktestRun.State.Waiting _ ->
                    document(run, Status.WAITING, null, null, ahead, null, null, null);
            case BacktestRun.State.Running(Instant startedAt) ->
                    document(run, Status.RUNNING, startedAt, null, null, null, null, null);
            case BacktestRun.State.Failed(Instant startedAt, Instant endedAt, String reason) ->
                    document(run, Status.FAILED, startedAt, endedAt, null, reason, null, null);
            case BacktestRun.State.Done(
                            Instant startedAt,
                            Instant endedAt,
                            BacktestReport report,
                            long unreadable) ->
                    document(
                            run,
                            Status.DONE,
                            startedAt,
                            endedAt,
                            null,
                            null,
                            unreadable,
                            report(report, after, limit));
        };
    }

    private static BacktestDocument document(
            BacktestRun run,
            Status status,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable Integer ahead,
            @Nullable String failure,
            @Nullable Long unreadable,
            @Nullable Report report) {
        return new BacktestDocument(
                run.id(),
                run.isCancelled() ? Status.CANCELLED : status,
                run.request().from(),
                run.request().to(),
                run.request().rules().size(),
                run.request().ruleSetVersion(),
                run.askedAt(),
                startedAt,
                endedAt,
                ahead,
                run.records(),
                run.recordsRead(),
                failure,
                unreadable,
                report);
    }

    private static Report report(BacktestReport report, String after, int limit) {
        List<RuleResult> rest =
                report.rules().stream()
                        .filter(rule -> rule.ruleId().compareTo(after) > 0)
                        .limit(limit + 1L)
                        .toList();
        boolean more = rest.size() > limit;
        List<RuleResult> page = more ? rest.subList(0, limit) : rest;
        return new Report(
                report.firstDay(),
                report.lastDay(),
                report.days(),
                Alerts.of(report, report.transactions()),
                Alerts.of(report, report.alerts()),
                Alerts.ofNullable(report, report.decided()),
                Alerts.ofNullable(report, report.added()),
                page.stream()
                        .map(rule ->
                                new RuleAlerts(rule.ruleId(), Alerts.of(report, rule.counts())))
                        .toList(),
                more ? page.getLast().ruleId() : null);
    }
}
