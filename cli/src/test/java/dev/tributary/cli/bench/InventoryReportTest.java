package dev.tributary.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.Map;

class InventoryReportTest {
    private final StringWriter text = new StringWriter();
    private final InventoryReport report = new InventoryReport(new PrintWriter(text));

    private static RequestRun.Outcome outcome(long millis, Map<Integer, Long> byStatus) {
        Histogram micros = new Histogram(100_000_000, 3);
        micros.recordValue(millis * 1_000);
        Percentiles all = Percentiles.of(micros);
        return new RequestRun.Outcome(2_000, 1_999.5, byStatus, all, all, null);
    }

    @Test
    void shouldSayThatAllGoalsAreReachedWhereTheyAre() {
        report.requests("reads", outcome(4, Map.of(200, 10L)), 5, 200);
        report.contention(
                new StockContention.Outcome(Map.of(201, 2, 409, 3), 1, Duration.ofSeconds(1)),
                5,
                2);
        report.ownerLoss(
                "with a copy",
                new OwnerLoss.Outcome(Duration.ofMillis(400), 9, 1, 5),
                Duration.ofSeconds(1));
        assertThat(report.end()).isTrue();
        assertThat(text.toString()).contains("All goals").doesNotContain("NOT REACHED");
    }

    @Test
    void shouldNameEveryGoalThatIsMissed() {
        report.requests("reads", outcome(6, Map.of(200, 9L, 503, 1L)), 5, 200);
        report.contention(
                new StockContention.Outcome(Map.of(201, 3, 409, 2), 0, Duration.ofSeconds(1)),
                5,
                2);
        report.ownerLoss(
                "with a copy",
                new OwnerLoss.Outcome(Duration.ofMillis(1_400), 9, 1, 5),
                Duration.ofSeconds(1));
        report.ownerLoss(
                "without a copy", new OwnerLoss.Outcome(Duration.ofSeconds(20), 9, 1, 5), null);
        assertThat(report.end()).isFalse();
        assertThat(text.toString().lines().dropWhile(line -> !line.equals("NOT REACHED:")))
                .hasSize(5)
                .anyMatch(line -> line.contains("p99 6.00 ms, goal 5.0 ms"))
                .anyMatch(line -> line.contains("503=1"))
                .anyMatch(line -> line.contains("201=3"))
                .anyMatch(line -> line.contains("1.400 s"));
    }
}
