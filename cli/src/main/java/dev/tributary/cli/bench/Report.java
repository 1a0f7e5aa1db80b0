package dev.tributary.cli.bench;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Measurements as people read them. */
final class Report {
    private final PrintWriter out;

    Report(PrintWriter out) {
        this.out = out;
    }

    void print(List<Measurement> measurements) {
        line("Latency of committed verdicts from the intended send time, ms");
        line(
                "%8s %10s %8s %8s %8s %8s %8s  %s",
                "rate/s", "achieved/s", "p50", "p90", "p99", "p99.9", "max", "steal, cores");
        for (Measurement at : measurements) {
            Percentiles latency = at.latency();
            line(
                    "%8.0f %10.1f %8.2f %8.2f %8.2f %8.2f %8.2f  %s",
                    at.offeredPerSecond(),
                    at.achievedPerSecond(),
                    latency.p50Millis(),
                    latency.p90Millis(),
                    latency.p99Millis(),
                    latency.p999Millis(),
                    latency.maxMillis(),
                    at.stealCores() == null
                            ? "unknown"
                            : String.format(Locale.ROOT, "%.3f", at.stealCores()));
        }
        measurements.forEach(this::details);
        out.flush();
    }

    private void details(Measurement at) {
        Counts counts = at.counts();
        line("");
        line("At %.0f/s for %.1f s:", at.offeredPerSecond(), at.seconds());
        line(
                "  %,d sent: %,d answered (%,d approve, %,d review, %,d block), %,d not yet,"
                        + " %,d speculative, %,d refused, %,d without an answer",
                counts.sent(),
                counts.answered(),
                counts.approve(),
                counts.review(),
                counts.block(),
                counts.pending(),
                counts.speculative(),
                counts.refused(),
                counts.unanswered());
        line(
                "  afterwards: %,d got their verdict when asked for, %,d lost",
                counts.late(), counts.lost());
        if (counts.fault() != null) {
            line("  first fault: %s", counts.fault());
        }
        line(
                "  the client began its requests late by p50 %.2f, p99 %.2f ms",
                at.clientLateness().p50Millis(), at.clientLateness().p99Millis());
        line("  CPU ms a verdict: %s", joined(at.cpuMillisAVerdict()));
        for (StageTimes.Stage stage : at.stages()) {
            line(
                    "  %-24s mean %8.3f ms, %,d times",
                    stage.stage(), stage.meanMillis(), stage.count());
        }
    }

    private static String joined(Map<String, Double> cpu) {
        return cpu.isEmpty()
                ? "unknown"
                : cpu.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
