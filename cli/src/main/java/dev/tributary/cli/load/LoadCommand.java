package dev.tributary.cli.load;

import dev.tributary.cli.client.DurationConverter;
import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.load.Destination.Format;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.StateFolder;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** {@code tributary load}. Exits with 1 where the suite did not take everything. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Generates realistic card traffic from a seed: into the running suite, or to a file.",
            "",
            "The traffic is the simulation of the handbook 'Reproducible machine learning for credit"
                    + " card fraud detection'. Equal options give equal transactions with equal ids,"
                    + " so what is sent twice counts once."
        })
public final class LoadCommand implements Callable<Integer> {
    private static final int SUITE_DAYS = 7;
    private static final int BULK_LINES_MAX = 10_000;
    private static final double RATE_MAX = 100_000;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--to",
            arity = "1..2",
            paramLabel = "WHERE",
            description =
                    "suite (default), 'ndjson FILE' or 'csv FILE'; '-' is standard output, and a FILE"
                            + " that ends in .gz is compressed.")
    private List<String> to = List.of("suite");

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description =
                    "Also write what is fraud and what is not, each known seven days later; NDJSON,"
                            + " or CSV where FILE ends in .csv or .csv.gz.")
    private @Nullable String labels;

    @Option(
            names = "--labels-after",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Also tell the suite what is fraud and what is not, each known so long after it"
                            + " happened (such as 12h or P7D); what is not known by now is not told."
                            + " In bulk only.")
    private @Nullable Duration labelsAfter;

    @Option(
            names = "--stock",
            paramLabel = "UNITS",
            description =
                    "First receive so many units of each of the "
                            + DetailsSource.SKUS
                            + " skus that baskets name, so that orders can be served; without it"
                            + " baskets over skus that the suite has none of are rejected.")
    private @Nullable Long stock;

    @Option(names = "--cards", paramLabel = "N", description = "Cards (${DEFAULT-VALUE}).")
    private int cards = SimulationSettings.CARDS;

    @Option(names = "--terminals", paramLabel = "N", description = "Terminals (${DEFAULT-VALUE}).")
    private int terminals = SimulationSettings.TERMINALS;

    @Option(
            names = "--days",
            paramLabel = "N",
            description =
                    "Days to simulate ("
                            + SimulationSettings.DAYS
                            + " to a file, "
                            + SUITE_DAYS
                            + " to the suite).")
    private @Nullable Integer days;

    @Option(
            names = "--start",
            paramLabel = "TIME",
            converter = StartConverter.class,
            description =
                    "First day or instant, UTC (2018-04-01 to a file; to the suite so that the last"
                            + " day ends now).")
    private @Nullable Instant start;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every draw (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(names = "--limit", paramLabel = "N", description = "Stop after N transactions.")
    private @Nullable Long limit;

    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "ingest-service (of the suite that runs here, else "
                            + RunningSuite.DEFAULT_INGEST
                            + ").")
    private @Nullable URI url;

    @Option(
            names = "--bulk",
            paramLabel = "LINES",
            description = "Send in bulk, so many lines a request (${DEFAULT-VALUE}).")
    private int bulk = 1_000;

    @Option(
            names = "--rate",
            paramLabel = "R",
            description =
                    "Send one by one instead, R a second on average, whatever the suite answers.")
    private @Nullable Double rate;

    @Mixin private final StateFolder state = new StateFolder();

    @Override
    public Integer call() throws InterruptedException {
        try {
            return load();
        } catch (IOException failed) {
            return fault(failed);
        } catch (UncheckedIOException failed) {
            return fault(Objects.requireNonNull(failed.getCause()));
        }
    }

    private int load() throws IOException, InterruptedException {
        Destination destination = valid(this::destination);
        Simulation simulation = new Simulation(valid(() -> settings(destination)));
        if (destination instanceof Destination.Suite(RunningSuite suite, _, _)
                && !suite.answers()) {
            commandSpec().commandLine().getErr().println("tributary: " + suite.silence());
            return 1;
        }
        Tally tally = new Tally();
        long expected = Math.max(1, simulation.expectedTransactions());
        long most = limit == null ? Long.MAX_VALUE : limit;
        long began = System.nanoTime();
        try (ProgressBar progress = ProgressBar.onStandardError("load", Math.min(expected, most))) {
            run(destination, simulation, most, tally, progress);
            progress.expect(tally.transactions());
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        report(destination, simulation.settings(), tally, elapsed);
        return tally.clean() ? 0 : 1;
    }

    private void run(
            Destination destination,
            Simulation simulation,
            long most,
            Tally tally,
            ProgressBar progress)
            throws IOException, InterruptedException {
        try (LineFile labelled = labels == null ? null : labelFile(labels)) {
            Feed feed = new Feed(simulation, most, tally, labelled);
            switch (destination) {
                case Destination.Lines lines -> write(lines, simulation, feed, progress);
                case Destination.Suite suite -> {
                    if (stock != null) {
                        new SuiteStock(stock, seed).receive(suite.suite().ingest());
                    }
                    var load =
                            new SuiteLoad(
                                    suite.suite().ingest(),
                                    new TransactionBodies(simulation),
                                    tally,
                                    progress);
                    if (suite.ratePerSecond() == null) {
                        load.bulk(feed, suite.bulkLines(), suiteLabels(suite, tally));
                    } else {
                        load.openLoop(feed, suite.ratePerSecond(), seed);
                    }
                }
            }
            if (labelled != null) {
                labelled.complete();
            }
        }
    }

    private @Nullable SuiteLabels suiteLabels(Destination.Suite suite, Tally tally) {
        return labelsAfter == null
                ? null
                : new SuiteLabels(suite.suite().ingest(), labelsAfter, Instant.now(), tally);
    }

    private static void write(
            Destination.Lines lines,
            Simulation simulation,
            Iterator<SimulatedTransaction> feed,
            ProgressBar progress)
            throws IOException {
        try (LineFile file =
                new LineFile(
                        lines.name(),
                        out ->
                                lines.format() == Format.CSV
                                        ? LineFormat.csv(out)
                                        : LineFormat.ndjson(simulation, out))) {
            while (feed.hasNext()) {
                file.write(feed.next());
                progress.advance(1);
            }
            file.complete();
        }
    }

    private static LineFile labelFile(String name) throws IOException {
        boolean csv = name.endsWith(".csv") || name.endsWith(".csv.gz");
        return new LineFile(name, csv ? LineFormat::labelsCsv : LineFormat::labelsNdjson);
    }

    private Destination destination() {
        check(limit == null || limit > 0, "--limit must be above zero");
        check(bulk > 0 && bulk <= BULK_LINES_MAX, "--bulk must be 1 to " + BULK_LINES_MAX);
        check(
                rate == null || (rate > 0 && rate <= RATE_MAX),
                "--rate must be above zero, at most " + RATE_MAX);
        check(
                !OutputFile.STANDARD_OUTPUT.equals(labels)
                        || !to.contains(OutputFile.STANDARD_OUTPUT),
                "--to and --labels cannot both be standard output");
        check(
                labelsAfter == null || (rate == null && to.equals(List.of("suite"))),
                "--labels-after goes with the suite in bulk, without --rate");
        check(
                labelsAfter == null || !labelsAfter.isNegative(),
                "--labels-after must not be negative");
        check(stock == null || to.equals(List.of("suite")), "--stock goes with the suite");
        check(
                stock == null || (stock > 0 && stock <= SuiteStock.UNITS_MAX),
                "--stock must be 1 to " + SuiteStock.UNITS_MAX);
        RunningSuite here = RunningSuite.in(state.path());
        return Destination.parse(
                to, new Destination.Suite(url == null ? here : here.at(url), bulk, rate));
    }

    private SimulationSettings settings(Destination destination) {
        boolean suite = destination instanceof Destination.Suite;
        int length = days != null ? days : suite ? SUITE_DAYS : SimulationSettings.DAYS;
        Instant first =
                start != null
                        ? start
                        : suite
                                ? Instant.now().minus(Duration.ofDays(length))
                                : SimulationSettings.START;
        return new SimulationSettings(cards, terminals, length, first, seed);
    }

    private void report(
            Destination destination, SimulationSettings settings, Tally tally, Duration elapsed) {
        boolean suite = destination instanceof Destination.Suite;
        PrintWriter out =
                destination.takesStandardOutput() || OutputFile.STANDARD_OUTPUT.equals(labels)
                        ? commandSpec().commandLine().getErr()
                        : commandSpec().commandLine().getOut();
        tally.print(out, elapsed, suite);
        if (suite && start == null) {
            out.println("the same transactions again: --start " + settings.start());
        }
        out.flush();
    }

    /** Only the class of a file's fault says what is wrong with the file. */
    private int fault(IOException failed) {
        boolean file = failed instanceof FileSystemException;
        commandSpec()
                .commandLine()
                .getErr()
                .println("tributary: " + (file ? failed : failed.getMessage()));
        return 1;
    }

    private <T> T valid(Supplier<T> option) {
        try {
            return option.get();
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    commandSpec().commandLine(), String.valueOf(invalid.getMessage()), invalid);
        }
    }

    private static void check(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    private CommandSpec commandSpec() {
        return Objects.requireNonNull(spec, "set by picocli");
    }
}
