package dev.tributary.cli.fraud;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.fraud.domain.backtest.BacktestReport;
import dev.tributary.fraud.domain.backtest.BacktestReport.RuleResult;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.rules.RuleDefinition;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A backtest by fraud-service over what is in its topics. */
final class BacktestOfSuite {
    private static final String PATH = "/v1/backtests";
    private static final Duration PAUSE = Duration.ofMillis(200);

    /** Longer than a backtest and those before it may take. */
    private static final Duration WAIT_MAX = Duration.ofHours(3);

    private final FraudApi fraud;

    BacktestOfSuite(FraudApi fraud) {
        this.fraud = fraud;
    }

    /** Tries rules of any mode. */
    BacktestReport run(List<RuleDefinition> rules, Instant from, Instant to)
            throws InterruptedException {
        String lines =
                rules.stream()
                        .map(rule -> RuleLines.json(rule, null))
                        .collect(Collectors.joining(",", "[", "]"));
        return run("\"rules\":" + lines, from, to);
    }

    /** Tries the rules that are in force. */
    BacktestReport runInForce(Instant from, Instant to) throws InterruptedException {
        String version = fraud.get("/v1/rules?limit=1").path("ruleSetVersion").asString();
        return run("\"ruleSetVersion\":\"" + version + "\"", from, to);
    }

    private BacktestReport run(String what, Instant from, Instant to) throws InterruptedException {
        JsonNode started =
                fraud.post(PATH, "{%s,\"from\":\"%s\",\"to\":\"%s\"}".formatted(what, from, to));
        String path = PATH + "/" + started.path("id").asString();
        // Whoever leaves does not leave it running.
        Thread end = Thread.ofPlatform().unstarted(() -> end(path));
        Runtime.getRuntime().addShutdownHook(end);
        try {
            return report(awaitEnd(path), path);
        } finally {
            Runtime.getRuntime().removeShutdownHook(end);
        }
    }

    private void end(String path) {
        try {
            var _ = fraud.delete(path);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (FraudDataException goneAlready) {
            // Nothing is left to be ended.
        }
    }

    private JsonNode awaitEnd(String path) throws InterruptedException {
        long until = System.nanoTime() + WAIT_MAX.toNanos();
        long shown = 0;
        try (ProgressBar progress = ProgressBar.onStandardError("backtest", 1)) {
            while (System.nanoTime() < until) {
                JsonNode seen = fraud.get(path + "?limit=1");
                long read = seen.path("recordsRead").asLong();
                progress.expect(seen.path("records").asLong());
                progress.advance(read - shown);
                shown = read;
                switch (seen.path("status").asString()) {
                    case "DONE" -> {
                        return seen;
                    }
                    case "WAITING", "RUNNING" -> TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
                    default ->
                            throw new FraudDataException(
                                    "the backtest ended: " + seen.path("failure").asString(""));
                }
            }
        }
        end(path);
        throw new FraudDataException("the backtest was not done within " + WAIT_MAX);
    }

    private BacktestReport report(JsonNode done, String path) throws InterruptedException {
        List<RuleResult> rules = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = fraud.get(path + "?limit=1000&cursor=" + cursor).path("report");
            page.path("byRule")
                    .forEach(rule ->
                            rules.add(
                                    new RuleResult(
                                            rule.path("ruleId").asString(),
                                            counts(rule.path("alerts")))));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        JsonNode report = done.path("report");
        return new BacktestReport(
                day(report.path("firstDay")),
                day(report.path("lastDay")),
                report.path("days").asInt(),
                counts(report.path("transactions")),
                counts(report.path("alerts")),
                countsOrNull(report.path("decidedThen")),
                countsOrNull(report.path("added")),
                rules);
    }

    private static @Nullable LocalDate day(JsonNode told) {
        return told.isString() ? LocalDate.parse(told.asString()) : null;
    }

    private static @Nullable DayCounts countsOrNull(JsonNode alerts) {
        return alerts.isObject() ? counts(alerts) : null;
    }

    private static DayCounts counts(JsonNode alerts) {
        JsonNode counts = alerts.path("counts");
        return new DayCounts(
                counts.path("hits").asLong(),
                counts.path("confirmedFraud").asLong(),
                counts.path("confirmedHonest").asLong());
    }
}
