package dev.tributary.cli.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measurements as people read them, with the goals that were not reached. */
class GoalReport {
    private final PrintWriter out;
    private final List<String> missed = new ArrayList<>();
    private boolean headed;

    GoalReport(PrintWriter out) {
        this.out = out;
    }

    final void machine() {
        Runtime runtime = Runtime.getRuntime();
        out.printf(
                Locale.ROOT,
                "%s, %d processors, %s, %s %s, Java %s%n%n",
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                runtime.availableProcessors(),
                memory(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.vm.version"));
        out.flush();
    }

    private static String memory() {
        try (var lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.findFirst().orElse("memory unknown").replaceAll(" +", " ");
        } catch (IOException notLinux) {
            return "memory unknown";
        }
    }

    /**
     * Requests with a goal for the slowest hundredth.
     *
     * @param goalMillis of the 99th percentile
     * @param good the status of a good answer
     */
    final void requests(String what, RequestRun.Outcome outcome, double goalMillis, int good) {
        if (!headed) {
            headed = true;
            out.printf(
                    Locale.ROOT,
                    "%nLatency from the intended send time, ms%n%-26s %8s %10s %8s %8s %8s %8s %8s"
                            + "  %12s  %s%n",
                    "",
                    "rate/s",
                    "achieved/s",
                    "p50",
                    "p90",
                    "p99",
                    "p99.9",
                    "max",
                    "steal, cores",
                    "answers");
        }
        Percentiles latency = outcome.latency();
        out.printf(
                Locale.ROOT,
                "%-26s %8.0f %10.1f %8.2f %8.2f %8.2f %8.2f %8.2f  %12s  %s%n",
                what,
                outcome.offeredPerSecond(),
                outcome.achievedPerSecond(),
                latency.p50Millis(),
                latency.p90Millis(),
                latency.p99Millis(),
                latency.p999Millis(),
                latency.maxMillis(),
                outcome.stealCores() == null
                        ? "unknown"
                        : String.format(Locale.ROOT, "%.3f", outcome.stealCores()),
                outcome.byStatus());
        out.printf(
                Locale.ROOT,
                "%-26s the client began its requests late by p50 %.2f, p99 %.2f ms%n",
                "",
                outcome.clientLateness().p50Millis(),
                outcome.clientLateness().p99Millis());
        String found = String.format(Locale.ROOT, "p99 %.2f ms", latency.p99Millis());
        goal(what, found, latency.p99Millis() <= goalMillis, goalMillis + " ms");
        goal(what, outcome.byStatus() + "", outcome.allAre(good), "only " + good);
    }

    /** A line of what was found. */
    final void line(String format, Object... found) {
        out.printf(Locale.ROOT, format + "%n", found);
        out.flush();
    }

    /**
     * A goal beside what was found.
     *
     * @param goal as it is told where it is not reached
     */
    final void goal(String what, String found, boolean reached, String goal) {
        if (!reached) {
            missed.add("%s: %s, goal %s".formatted(what, found, goal));
        }
        out.flush();
    }

    /** Tells what was missed, and returns whether nothing was. */
    final boolean end() {
        out.println();
        if (missed.isEmpty()) {
            out.println("All goals of what was measured are reached.");
        } else {
            out.println("NOT REACHED:");
            missed.forEach(it -> out.println("  " + it));
        }
        out.flush();
        return missed.isEmpty();
    }
}
