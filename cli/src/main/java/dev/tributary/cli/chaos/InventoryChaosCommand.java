package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.StockChaos.Outcome;
import dev.tributary.cli.client.DurationConverter;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
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
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;

/** {@code tributary chaos inventory}. Exits with 1 where a promise was broken. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a suite with two instances of inventory-service on free ports, sends it mixed"
                    + " operations while the instances are killed and restarted, and judges by an"
                    + " outside ledger.",
            "",
            "Acknowledged is exactly once, unknown at most once, refused never; every operation is"
                    + " repeated until it is answered. Exit code 1 on any breach."
        })
final class InventoryChaosCommand implements Callable<Integer> {
    private static final String GUARANTEE = "spring.kafka.streams.properties.processing.guarantee";

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--operations",
            paramLabel = "N",
            description = "Operations (${DEFAULT-VALUE}).")
    private int operations = 20_000;

    @Option(names = "--skus", paramLabel = "N", description = "Skus (${DEFAULT-VALUE}).")
    private int skus = 50;

    @Option(
            names = "--again",
            paramLabel = "PERCENT",
            description = "Of the operations that are delivered again (${DEFAULT-VALUE}).")
    private int again = 10;

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "Clients that send at once (${DEFAULT-VALUE}).")
    private int clients = 32;

    @Option(
            names = "--kills",
            paramLabel = "N",
            description =
                    "How often an instance is killed, besides one that is stopped in good order"
                            + " (${DEFAULT-VALUE}).")
    private int kills = 3;

    @Option(
            names = "--ttl-max",
            paramLabel = "SECONDS",
            description = "Longest time that a reservation is kept (${DEFAULT-VALUE}).")
    private int ttlMax = 30;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "180s",
            converter = DurationConverter.class,
            description = "How long an operation is repeated for an answer (${DEFAULT-VALUE}).")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every draw (one drawn and printed).")
    private @Nullable Long seed;

    @Option(
            names = "--guarantee",
            paramLabel = "G",
            description =
                    "Processing guarantee of inventory-service, such as at_least_once, which must"
                            + " break promises (as the service is).")
    private @Nullable String guarantee;

    @Option(
            names = "--property",
            paramLabel = "NAME=VALUE",
            description = "Spring property of inventory-service; may be repeated.")
    private Map<String, String> properties = Map.of();

    @Option(names = "--keep", description = "Leaves the temporary folder: data, logs, ledger.")
    private boolean keep;

    @Override
    public Integer call() throws IOException {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        PrintWriter out = command.commandLine().getOut();
        long drawn = seed == null ? ThreadLocalRandom.current().nextInt(1, 1_000_000) : seed;
        Path folder = Files.createTempDirectory("tributary-chaos-");
        try {
            StockChaos.Settings settings = settings(drawn, folder.resolve("ledger.ndjson"));
            out.println("seed " + drawn);
            out.flush();
            Outcome outcome = run(settings, folder);
            new StockChaosReport(out).print(outcome);
            return outcome.breaches().isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException invalid) {
            throw new ParameterException(
                    command.commandLine(), String.valueOf(invalid.getMessage()), invalid);
        } finally {
            if (keep) {
                out.println("data, logs and ledger are under " + folder);
                out.flush();
            } else {
                FileTree.delete(folder);
            }
        }
    }

    private StockChaos.Settings settings(long drawn, Path ledger) {
        if (clients < 1 || kills < 0) {
            throw new IllegalArgumentException("--clients must be above zero, --kills not below");
        }
        Workload.Settings workload =
                new Workload.Settings(
                        operations,
                        skus,
                        again,
                        Math.min(5, ttlMax),
                        ttlMax,
                        drawn,
                        "chaos-" + drawn);
        return new StockChaos.Settings(workload, clients, kills, patience, ledger);
    }

    private Outcome run(StockChaos.Settings settings, Path folder) throws IOException {
        try (Progress progress = Progress.onConsole();
                LocalSuite suite =
                        new LocalSuite(
                                SuiteSettings.at(folder, SuitePorts.free())
                                        .withServices(
                                                Set.of(
                                                        Service.INGEST,
                                                        Service.FRAUD,
                                                        Service.INVENTORY)),
                                progress)) {
            Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop"));
            suite.start();
            InventoryPair pair = InventoryPair.of(suite, inventoryProperties());
            try (ProgressBar bar = ProgressBar.onStandardError("operations", operations)) {
                return new StockChaos(
                                settings,
                                new StockChaos.Suite(
                                        URI.create(suite.url(Service.INGEST)),
                                        suite.bootstrapServers(),
                                        suite.registryUrl()),
                                pair)
                        .run(bar);
            }
        }
    }

    private Map<String, String> inventoryProperties() {
        Map<String, String> all = new HashMap<>(properties);
        if (guarantee != null) {
            all.put(GUARANTEE, guarantee);
        }
        return all;
    }
}
