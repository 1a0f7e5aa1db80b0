package dev.tributary.cli.bench;

import dev.tributary.cli.client.DurationConverter;
import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.cli.load.SuiteStock;
import dev.tributary.cli.load.TransactionBodies;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.StartCache;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;
import dev.tributary.local.FileTree;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.Callable;

/** {@code tributary prime}: a training run for the start caches of broker and services. */
@Command(
        name = "prime",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes later starts faster, and the first minutes after them.",
            "",
            "Runs a suite of its own on free ports in a temporary folder, sends it traffic, and has"
                    + " the JVMs record what they loaded and what was hot. 'up' reads that until the"
                    + " next build."
        })
public final class PrimeCommand implements Callable<Integer> {
    private static final double TRANSACTIONS_A_CARD_AND_DAY_LEAST = 1.5;
    private static final double RATE_MAX = 1_000;
    private static final long SEED = 1;

    /** Of each sku: enough for a good part of the orders, and too few for the rest. */
    private static final long UNITS = 20;

    private static final double BYTES_A_MEGABYTE = 1e6;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description = "Transactions a second (${DEFAULT-VALUE}).")
    private double rate = 100;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "90s",
            converter = DurationConverter.class,
            description = "How long traffic is sent (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ZERO;

    @Override
    public Integer call() throws IOException, InterruptedException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        if (!(rate > 0 && rate <= RATE_MAX) || !duration.isPositive()) {
            throw new ParameterException(
                    command.commandLine(),
                    "--rate must be above 0 and at most %,.0f, --duration above 0"
                            .formatted(RATE_MAX));
        }
        PrintStream out = System.out;
        Path folder = Files.createTempDirectory("tributary-prime-");
        try (Progress progress = Progress.onConsole();
                LocalSuite suite = new LocalSuite(settings(folder), progress)) {
            Thread stopping = new Thread(suite::stop, "stop");
            Runtime.getRuntime().addShutdownHook(stopping);
            suite.start();
            sendTraffic(folder);
            suite.stop();
            Runtime.getRuntime().removeShutdownHook(stopping);
            suite.publishStartCaches()
                    .forEach((process, bytes) ->
                            out.printf("  %-18s %,.0f MB%n", process, bytes / BYTES_A_MEGABYTE));
        } finally {
            FileTree.delete(folder);
        }
        out.println("`tributary up` starts from these until the next build.");
        return 0;
    }

    /** Not tied to this process, because the recording goes on while they end. */
    private static SuiteSettings settings(Path folder) {
        return SuiteSettings.at(folder, SuitePorts.free())
                .detached()
                .withStartCaches(StartCache.Use.RECORD);
    }

    /** Orders are served from stock, so that what sells is recorded, too. */
    private void sendTraffic(Path folder) throws IOException, InterruptedException {
        RunningSuite suite = RunningSuite.in(folder);
        new SuiteStock(UNITS, SEED).receive(suite.ingest());
        int cards = SimulationSettings.CARDS;
        double needed = VerdictBench.needed(rate, duration);
        int days = 1 + (int) (needed / (cards * TRANSACTIONS_A_CARD_AND_DAY_LEAST));
        Simulation simulation =
                new Simulation(
                        new SimulationSettings(
                                cards, SimulationSettings.TERMINALS, days, Instant.now(), SEED));
        new VerdictBench(
                        suite,
                        ProcStat.ofThisMachine(),
                        simulation.iterator(),
                        new TransactionBodies(simulation),
                        1)
                .measure(rate, Duration.ZERO, duration);
    }
}
