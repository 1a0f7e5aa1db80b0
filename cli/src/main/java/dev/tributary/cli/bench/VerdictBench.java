package dev.tributary.cli.bench;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.client.RunningSuite.ServiceProcess;
import dev.tributary.cli.client.VerdictClient;
import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.TransactionBodies;
import dev.tributary.cli.progress.ProgressBar;

import org.jspecify.annotations.Nullable;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Measures verdicts at one rate after another, each after a warm-up at its own rate. The
 * transactions of a run are drawn before it begins, so that drawing them delays none.
 */
final class VerdictBench {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    /** How long no verdict may come after a run before those that are owed count as lost. */
    private static final Duration FOLLOW_UP = Duration.ofSeconds(60);

    /** Arrivals are random: room for more of them than expected. */
    private static final double MARGIN = 1.1;

    private static final int MARGIN_LEAST = 200;

    private final RunningSuite suite;
    private final ProcStat proc;
    private final Iterator<SimulatedTransaction> transactions;
    private final TransactionBodies bodies;
    private final long seed;

    /** What the machine and the services count, at one moment. */
    private record Look(
            long nanos,
            @Nullable Double stealSeconds,
            Map<String, Double> cpu,
            StageTimes stages) {}

    VerdictBench(
            RunningSuite suite,
            ProcStat proc,
            Iterator<SimulatedTransaction> transactions,
            TransactionBodies bodies,
            long seed) {
        this.suite = suite;
        this.proc = proc;
        this.transactions = transactions;
        this.bodies = bodies;
        this.seed = seed;
    }

    /** Transactions that a run may need. */
    static long needed(double ratePerSecond, Duration duration) {
        double expected = ratePerSecond * duration.toNanos() / 1e9;
        return (long) Math.ceil(expected * MARGIN) + MARGIN_LEAST;
    }

    /** Warms up, measures, and then waits for verdicts that are still owed. */
    Measurement measure(double ratePerSecond, Duration warmup, Duration duration)
            throws InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient();
                VerdictClient client = new VerdictClient(suite.ingest(), TIMEOUT)) {
            if (warmup.isPositive()) {
                run(client, "warm-up", ratePerSecond, warmup, seed);
            }
            List<SimulatedTransaction> drawn = draw(ratePerSecond, duration);
            Look before = look(http);
            try (ProgressBar progress = bar("measure", ratePerSecond, duration)) {
                OpenRun run = new OpenRun(client, bodies, progress);
                run.send(drawn, ratePerSecond, duration, seed + 1);
                progress.expect(run.counts().sent());
                Look after = look(http);
                run.followUp(FOLLOW_UP);
                return measurement(ratePerSecond, run, before, after);
            }
        }
    }

    private void run(
            VerdictClient client, String label, double ratePerSecond, Duration duration, long seed)
            throws InterruptedException {
        List<SimulatedTransaction> drawn = draw(ratePerSecond, duration);
        try (ProgressBar progress = bar(label, ratePerSecond, duration)) {
            OpenRun run = new OpenRun(client, bodies, progress);
            run.send(drawn, ratePerSecond, duration, seed);
            progress.expect(run.counts().sent());
        }
    }

    private static ProgressBar bar(String label, double ratePerSecond, Duration duration) {
        return ProgressBar.onStandardError(
                String.format(Locale.ROOT, "%s at %,.0f/s", label, ratePerSecond),
                Math.max(1, Math.round(ratePerSecond * duration.toNanos() / 1e9)));
    }

    private List<SimulatedTransaction> draw(double ratePerSecond, Duration duration) {
        long needed = needed(ratePerSecond, duration);
        List<SimulatedTransaction> drawn = new ArrayList<>(Math.toIntExact(needed));
        while (drawn.size() < needed && transactions.hasNext()) {
            drawn.add(transactions.next());
        }
        return drawn;
    }

    private Look look(HttpClient http) throws InterruptedException {
        Map<String, Double> cpu = new TreeMap<>();
        putCpu(cpu, "client", ProcessHandle.current().pid());
        for (ServiceProcess process : suite.processes()) {
            putCpu(cpu, process.name(), process.pid());
        }
        Double steal = proc.stealSeconds();
        long nanos = System.nanoTime();
        return new Look(nanos, steal, cpu, StageTimes.scrape(http, suite.managements()));
    }

    private void putCpu(Map<String, Double> cpu, String name, long pid) {
        Double seconds = proc.cpuSeconds(pid);
        if (seconds != null) {
            cpu.put(name, seconds);
        }
    }

    private static Measurement measurement(
            double ratePerSecond, OpenRun run, Look before, Look after) {
        Counts counts = run.counts();
        double seconds = Math.max(1e-9, run.seconds());
        Double steal = null;
        if (before.stealSeconds() != null && after.stealSeconds() != null) {
            steal =
                    (after.stealSeconds() - before.stealSeconds())
                            / ((after.nanos() - before.nanos()) / 1e9);
        }
        Map<String, Double> cpu = new TreeMap<>();
        before.cpu()
                .forEach((process, then) -> {
                    Double now = after.cpu().get(process);
                    if (now != null && counts.answered() > 0) {
                        cpu.put(process, (now - then) * 1e3 / counts.answered());
                    }
                });
        return new Measurement(
                ratePerSecond,
                counts.answered() / seconds,
                seconds,
                counts,
                run.latency(),
                run.lateness(),
                steal,
                cpu,
                after.stages().since(before.stages()));
    }
}
