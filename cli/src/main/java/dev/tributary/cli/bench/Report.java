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
        out.printf(Locale.ROOT, "Latency of committed verdicts from the intended send time, ms%n");
        out.printf(
                Locale.ROOT,
                "%8s %10s %8s %8s %8s %8s %8s  %s%n",
                "rate/s",
                "achieved/s",
                "p50",
                "p90",
                "p99",
                "p99.9",
                "max",
                "steal, cores");
        for (Measurement at : measurements) {
            Percentiles latency = at.latency();
            out.printf(
                    Locale.ROOT,
                    "%8.0f %10.1f %8.2f %8.2f %8.2f %8.2f %8.2f  %s%n",
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
        out.println();
        out.printf(Locale.ROOT, "At %.0f/s for %.1f s:%n", at.offeredPerSecond(), at.seconds());
        out.printf(
                Locale.ROOT,
                "  %,d sent: %,d answered (%,d approve, %,d review, %,d block), %,d not yet,"
                        + " %,d speculative, %,d refused, %,d without an answer%n",
                counts.sent(),
                counts.answered(),
                counts.approve(),
                counts.review(),
                counts.block(),
                counts.pending(),
                counts.speculative(),
                counts.refused(),
                counts.unanswered());
        out.printf(
                Locale.ROOT,
                "  afterwards: %,d got their verdict when asked for, %,d lost%n",
                counts.late(),
                counts.lost());
        if (counts.fault() != null) {
            out.printf(Locale.ROOT, "  first fault: %s%n", counts.fault());
        }
        out.printf(
                Locale.ROOT,
                "  the client began its requests late by p50 %.2f, p99 %.2f ms%n",
                at.clientLateness().p50Millis(),
                at.clientLateness().p99Millis());
        out.printf(Locale.ROOT, "  CPU ms a verdict: %s%n", joined(at.cpuMillisAVerdict()));
        for (StageTimes.Stage stage : at.stages()) {
            out.printf(
                    Locale.ROOT,
                    "  %-24s mean %8.3f ms, %,d times%n",
                    stage.stage(),
                    stage.meanMillis(),
                    stage.count());
        }
    }

    private static String joined(Map<String, Double> cpu) {
        return cpu.isEmpty()
                ? "unknown"
                : cpu.entrySet().stream()
                        .map(e -> String.format(Locale.ROOT, "%s %.2f", e.getKey(), e.getValue()))
                        .collect(Collectors.joining(", "));
    }
}
