package dev.tributary.cli.bench;

import dev.tributary.cli.client.DurationConverter;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;
import dev.tributary.local.FileTree;

import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary bench recommend}. Exits with 1 where a goal is missed. */
@Command(
        name = "recommend",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures recommendations while visitors click, open loop, and how soon a click counts.",
            "",
            "Starts a suite of its own, with every service, on free ports in a temporary folder, and"
                    + " fills its index first. Exit code 1 where a goal is missed."
        })
final class RecommendCommand implements Callable<Integer> {
    private static final double P90_GOAL_MILLIS = 4;
    private static final double P99_GOAL_MILLIS = 15;
    private static final double FRESH_GOAL_MILLIS = 200;
    private static final int OK = 200;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--clicks",
            paramLabel = "N",
            description = "Clicks of the past in the index (${DEFAULT-VALUE}).")
    private int clicks = 500_000;

    @Option(names = "--items", paramLabel = "N", description = "Items (${DEFAULT-VALUE}).")
    private int items = 20_000;

    @Option(
            names = "--sessions",
            paramLabel = "N",
            description = "Sessions that are asked for and clicked in (${DEFAULT-VALUE}).")
    private int sessions = 2_000;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Recommendations a second (${DEFAULT-VALUE}).")
    private double rate = 1_000;

    @Option(
            names = "--click-rate",
            paramLabel = "R",
            description = "Clicks a second meanwhile (${DEFAULT-VALUE}).")
    private double clickRate = 200;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Clicks that are followed until they count (${DEFAULT-VALUE}).")
    private int samples = 300;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long the same load runs before (${DEFAULT-VALUE}).")
    private Duration warmup = Duration.ofSeconds(90);

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "How long is measured (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ofSeconds(60);

    @Option(names = "--seed", paramLabel = "N", description = "Seed (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--keep", description = "Leaves the temporary folder, with data and logs.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        GoalReport report = new GoalReport(command.commandLine().getOut());
        Path folder = Files.createTempDirectory("tributary-bench-");
        try (Progress progress = Progress.onConsole();
                LocalSuite suite =
                        new LocalSuite(SuiteSettings.at(folder, SuitePorts.free()), progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop"));
            suite.start();
            report.machine();
            measure(suite, report);
        } finally {
            if (!keep) {
                FileTree.delete(folder);
            }
        }
        return report.end() ? 0 : 1;
    }

    private void measure(LocalSuite suite, GoalReport report) throws Exception {
        RecommendBench.Settings settings =
                new RecommendBench.Settings(
                        "b" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX),
                        clicks,
                        items,
                        sessions,
                        rate,
                        clickRate,
                        warmup,
                        duration,
                        seed);
        try (RecommendBench bench =
                new RecommendBench(
                        URI.create(suite.url(Service.INGEST)),
                        URI.create(suite.url(Service.RECOMMENDATION)),
                        URI.create(suite.managementUrl(Service.RECOMMENDATION)),
                        settings)) {
            long began = System.nanoTime();
            report.line(
                    "The index has %,d clicks, after %.0f s",
                    bench.fill(), (System.nanoTime() - began) / 1e9);
            RequestRun.Outcome outcome = bench.requests();
            report.requests("recommendations", outcome, P99_GOAL_MILLIS, OK);
            double p90 = outcome.latency().p90Millis();
            report.goal(
                    "recommendations",
                    "p90 %.2f ms".formatted(p90),
                    p90 <= P90_GOAL_MILLIS,
                    P90_GOAL_MILLIS + " ms");
            Histogram micros = bench.freshness(samples);
            Percentiles fresh = Percentiles.of(micros);
            report.line(
                    "%nA click counts after p50 %.1f, p99 %.1f, at most %.1f ms; always with its"
                            + " position",
                    fresh.p50Millis(), fresh.p99Millis(), fresh.maxMillis());
            report.goal(
                    "a click counts",
                    "p99 %.1f ms".formatted(fresh.p99Millis()),
                    fresh.p99Millis() <= FRESH_GOAL_MILLIS,
                    FRESH_GOAL_MILLIS + " ms");
        }
    }
}
