package dev.tributary.cli.fraud;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.backtest.BacktestReport;
import dev.tributary.fraud.domain.backtest.BacktestReport.RuleResult;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.Performance.Precision;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What came of a backtest, for a person and for a file. */
final class BacktestText {
    /** Rules that are told to a person, those with the most frauds. */
    private static final int TOLD_MAX = 50;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private static final Comparator<RuleResult> MOST_FRAUDS =
            Comparator.comparingLong((RuleResult it) -> it.counts().frauds())
                    .reversed()
                    .thenComparing(RuleResult::ruleId);

    /** As in the file. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stored(
            String source,
            String from,
            String to,
            @Nullable String firstDay,
            @Nullable String lastDay,
            int days,
            Alerts transactions,
            Alerts alerts,
            @Nullable Alerts decidedThen,
            @Nullable Alerts added,
            List<RuleAlerts> byRule) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Alerts(
            long hits,
            long confirmedFraud,
            long confirmedHonest,
            @Nullable Double precision,
            @Nullable Double precisionLower,
            @Nullable Double precisionUpper,
            @Nullable Double recall,
            double aDay) {
        static Alerts of(BacktestReport report, DayCounts counts) {
            Precision precision = Performance.amongLabelled(counts);
            return new Alerts(
                    counts.hits(),
                    counts.frauds(),
                    counts.honest(),
                    precision == null ? null : precision.value(),
                    precision == null ? null : precision.bounds().lower(),
                    precision == null ? null : precision.bounds().upper(),
                    report.recall(counts),
                    report.aDay(counts));
        }
    }

    private record RuleAlerts(String ruleId, Alerts alerts) {}

    private BacktestText() {}

    /**
     * @param source what was tried on what, in words
     */
    static void write(Path file, String source, String from, String to, BacktestReport report)
            throws IOException {
        DayCounts decided = report.decided();
        DayCounts added = report.added();
        Stored stored =
                new Stored(
                        source,
                        from,
                        to,
                        report.firstDay() == null ? null : report.firstDay().toString(),
                        report.lastDay() == null ? null : report.lastDay().toString(),
                        report.days(),
                        Alerts.of(report, report.transactions()),
                        Alerts.of(report, report.alerts()),
                        decided == null ? null : Alerts.of(report, decided),
                        added == null ? null : Alerts.of(report, added),
                        report.rules().stream()
                                .map(rule ->
                                        new RuleAlerts(
                                                rule.ruleId(), Alerts.of(report, rule.counts())))
                                .toList());
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.write(part, JSON.writeValueAsBytes(stored));
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    static void print(PrintWriter out, BacktestReport report) {
        out.printf(
                Locale.ROOT,
                "%,d transactions on %,d days%s, %,d of them known as fraud, %,d as honest%n",
                report.transactions().hits(),
                report.days(),
                report.firstDay() == null
                        ? ""
                        : ", " + report.firstDay() + " to " + report.lastDay(),
                report.transactions().frauds(),
                report.transactions().honest());
        out.printf(
                Locale.ROOT,
                "%-40s %10s %9s %9s %9s %15s %7s %9s%n",
                "",
                "hits",
                "frauds",
                "honest",
                "precision",
                "bounds",
                "recall",
                "a day");
        line(out, "any of them", report, report.alerts());
        DayCounts decided = report.decided();
        DayCounts added = report.added();
        if (decided != null && added != null) {
            line(out, "  approved then", report, added);
            line(out, "reviewed or blocked then", report, decided);
        }
        report.rules().stream()
                .sorted(MOST_FRAUDS)
                .limit(TOLD_MAX)
                .forEach(rule -> line(out, rule.ruleId(), report, rule.counts()));
        if (report.rules().size() > TOLD_MAX) {
            out.printf(
                    Locale.ROOT, "and %,d with fewer frauds%n", report.rules().size() - TOLD_MAX);
        }
    }

    private static void line(
            PrintWriter out, String name, BacktestReport report, DayCounts counts) {
        Precision precision = Performance.amongLabelled(counts);
        Double recall = report.recall(counts);
        out.printf(
                Locale.ROOT,
                "%-40s %,10d %,9d %,9d %9s %15s %7s %,9.1f%n",
                name,
                counts.hits(),
                counts.frauds(),
                counts.honest(),
                precision == null ? "-" : String.format(Locale.ROOT, "%.4f", precision.value()),
                precision == null
                        ? "-"
                        : String.format(
                                Locale.ROOT,
                                "%.3f to %.3f",
                                precision.bounds().lower(),
                                precision.bounds().upper()),
                recall == null ? "-" : String.format(Locale.ROOT, "%.4f", recall),
                report.aDay(counts));
    }
}
