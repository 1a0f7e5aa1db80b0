package dev.tributary.cli.bench;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measurements of stock as people read them, with the goals that were not reached. */
final class InventoryReport {
    private final PrintWriter out;
    private final List<String> missed = new ArrayList<>();
    private boolean headed;

    InventoryReport(PrintWriter out) {
        this.out = out;
    }

    void machine() {
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

    void contention(StockContention.Outcome outcome, int clients, int units) {
        out.printf(
                Locale.ROOT,
                "%d clients want one unit each of %d: answers %s after %.2f s, %d requests sent"
                        + " again%n",
                clients,
                units,
                outcome.byStatus(),
                outcome.took().toNanos() / 1e9,
                outcome.repeats());
        Map<Integer, Integer> wanted = Map.of(201, units, 409, clients - units);
        goal("contention", outcome.byStatus() + "", wanted.equals(outcome.byStatus()), wanted + "");
    }

    /**
     * @param goalMillis of the 99th percentile
     * @param good the status of a good answer
     */
    void requests(String what, RequestRun.Outcome outcome, double goalMillis, int good) {
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

    /**
     * @param goal longest gap, null where there is none
     */
    void ownerLoss(String what, OwnerLoss.Outcome outcome, @Nullable Duration goal) {
        double seconds = outcome.longestGap().toNanos() / 1e9;
        out.printf(
                Locale.ROOT,
                "%nThe owner of a key is killed, %s: longest time without a good answer %.3f s; %,d"
                        + " good answers, %,d of them not by it, %,d bad%n",
                what,
                seconds,
                outcome.good(),
                outcome.byOther(),
                outcome.bad());
        if (goal != null) {
            String found = String.format(Locale.ROOT, "%.3f s", seconds);
            boolean reached = outcome.longestGap().compareTo(goal) <= 0;
            goal("owner killed, " + what, found, reached, goal + "");
        }
    }

    private void goal(String what, String found, boolean reached, String goal) {
        if (!reached) {
            missed.add("%s: %s, goal %s".formatted(what, found, goal));
        }
        out.flush();
    }

    /** Tells what was missed, and returns whether nothing was. */
    boolean end() {
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
