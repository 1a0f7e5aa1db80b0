package dev.tributary.cli.bench;

import dev.tributary.cli.chaos.InventoryPair;
import dev.tributary.cli.client.DurationConverter;
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

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;

/** {@code tributary bench inventory}. Exits with 1 where a goal is missed. */
@Command(
        name = "inventory",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Measures stock at two instances of inventory-service, open loop; reservations also at"
                    + " one.",
            "",
            "Starts a suite with two instances on free ports in a temporary folder, unless"
                    + " addresses are given. Exit code 1 where a goal is missed."
        })
final class InventoryCommand implements Callable<Integer> {
    private static final double OWN_READ_GOAL_MILLIS = 5;
    private static final double OTHER_READ_GOAL_MILLIS = 10;
    private static final double RESERVATION_GOAL_MILLIS = 100;
    private static final Duration STANDBY_GOAL = Duration.ofSeconds(1);
    private static final int READ = 200;
    private static final int RESERVED = 201;
    private static final String STANDBYS = "spring.kafka.streams.properties.num.standby.replicas";

    @Spec private @Nullable CommandSpec spec;

    /** What can be measured. */
    enum Part {
        CONTENTION,
        READS,
        RESERVATIONS,
        STANDBY
    }

    @Option(
            names = "--part",
            split = ",",
            paramLabel = "PART",
            description = "What to measure: ${COMPLETION-CANDIDATES} (all).")
    private Set<Part> parts = EnumSet.allOf(Part.class);

    @Option(
            names = "--clients",
            paramLabel = "N",
            description = "CONTENTION: clients that want a unit at once (${DEFAULT-VALUE}).")
    private int clients = 500;

    @Option(
            names = "--units",
            paramLabel = "N",
            description = "CONTENTION: units that are there (${DEFAULT-VALUE}).")
    private int units = 100;

    @Option(
            names = "--read-rate",
            paramLabel = "R",
            description = "READS: arrivals a second (${DEFAULT-VALUE}).")
    private double readRate = 2_000;

    @Option(
            names = "--reservation-rate",
            paramLabel = "R",
            description = "RESERVATIONS: arrivals a second (${DEFAULT-VALUE}).")
    private double reservationRate = 300;

    @Option(
            names = "--standby-rate",
            paramLabel = "R",
            description = "STANDBY: reads a second (${DEFAULT-VALUE}).")
    private double standbyRate = 100;

    @Option(
            names = "--max-lag",
            paramLabel = "RECORDS",
            description = "STANDBY: how far behind a copy may be (${DEFAULT-VALUE}).")
    private long maxLag = 1_000;

    @Option(
            names = "--after-kill",
            paramLabel = "TIME",
            defaultValue = "45s",
            converter = DurationConverter.class,
            description = "STANDBY: how long is read after the kill (${DEFAULT-VALUE}).")
    private Duration afterKill = Duration.ZERO;

    @Option(
            names = "--warmup",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description =
                    "How long is asked before a rate is measured: at a quarter, half and all of it"
                            + " (${DEFAULT-VALUE}).")
    private Duration warmup = Duration.ZERO;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "60s",
            converter = DurationConverter.class,
            description = "How long each rate is measured (${DEFAULT-VALUE}).")
    private Duration duration = Duration.ZERO;

    @Option(names = "--skus", paramLabel = "N", description = "Skus (${DEFAULT-VALUE}).")
    private int skus = 1_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Seed of every draw (${DEFAULT-VALUE}).")
    private long seed = 1;

    @Option(
            names = "--url",
            paramLabel = "URL",
            split = ",",
            description =
                    "Two instances of inventory-service that run; without it a suite is started."
                            + " Nothing is killed there, so there is no STANDBY.")
    private List<URI> urls = List.of();

    @Option(
            names = "--ingest",
            paramLabel = "URL",
            description = "ingest-service beside --url (${DEFAULT-VALUE}).")
    private URI ingest = URI.create("http://127.0.0.1:8081");

    @Option(names = "--keep", description = "Leaves the temporary folder, with data and logs.")
    private boolean keep;

    @Override
    public Integer call() throws Exception {
        CommandSpec command = Objects.requireNonNull(spec, "set by picocli");
        check(command);
        InventoryReport report = new InventoryReport(command.commandLine().getOut());
        if (urls.isEmpty()) {
            ownSuite(report);
        } else {
            report.machine();
            try (InventoryBench bench = bench(ingest, urls)) {
                withoutKills(bench, report, () -> {});
            }
        }
        return report.end() ? 0 : 1;
    }

    private void check(CommandSpec command) {
        String fault = null;
        if (!urls.isEmpty() && (urls.size() != 2 || parts.contains(Part.STANDBY))) {
            fault = "--url needs two addresses, and --part without STANDBY";
        } else if (clients < units || units < 1 || skus < 1) {
            fault = "--units and --skus must be above zero, and --clients not below --units";
        } else if (!(readRate > 0 && reservationRate > 0 && standbyRate > 0)) {
            fault = "rates must be above zero";
        }
        if (fault != null) {
            throw new ParameterException(command.commandLine(), fault);
        }
    }

    private InventoryBench bench(URI ingestUrl, List<URI> instances) {
        String run = "bench-" + Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);
        return new InventoryBench(
                ingestUrl,
                instances,
                new InventoryBench.Settings(run, skus, seed, warmup, duration));
    }

    private void ownSuite(InventoryReport report) throws Exception {
        Path folder = Files.createTempDirectory("tributary-bench-");
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
            report.machine();
            if (parts.contains(Part.RESERVATIONS)) {
                alone(suite, report);
            }
            InventoryPair pair = InventoryPair.of(suite, Map.of());
            try (InventoryBench bench = bench(URI.create(suite.url(Service.INGEST)), pair.urls())) {
                withoutKills(bench, report, pair::requireAlive);
                if (parts.contains(Part.STANDBY)) {
                    ownerLoss(bench, pair, report);
                }
            }
        } finally {
            if (!keep) {
                FileTree.delete(folder);
            }
        }
    }

    /** What a reservation takes where no processor serves a second instance. */
    private void alone(LocalSuite suite, InventoryReport report) throws Exception {
        URI instance = URI.create(suite.url(Service.INVENTORY));
        try (InventoryBench bench =
                bench(URI.create(suite.url(Service.INGEST)), List.of(instance))) {
            bench.stock();
            reservations(bench, report, "reservations, 1 instance");
        }
    }

    private void reservations(InventoryBench bench, InventoryReport report, String what)
            throws InterruptedException {
        report.requests(
                what, bench.reservations(reservationRate), RESERVATION_GOAL_MILLIS, RESERVED);
    }

    /**
     * @param requireAlive throws where an instance is dead, which no figure should hide
     */
    private void withoutKills(InventoryBench bench, InventoryReport report, Runnable requireAlive)
            throws Exception {
        bench.stock();
        if (parts.contains(Part.READS)) {
            report.requests(
                    "reads of own keys", bench.reads(readRate, true), OWN_READ_GOAL_MILLIS, READ);
            requireAlive.run();
            report.requests(
                    "reads of another's keys",
                    bench.reads(readRate, false),
                    OTHER_READ_GOAL_MILLIS,
                    READ);
            requireAlive.run();
        }
        if (parts.contains(Part.RESERVATIONS)) {
            reservations(bench, report, "reservations, 2 instances");
            requireAlive.run();
        }
        if (parts.contains(Part.CONTENTION)) {
            report.contention(bench.contention(clients, units), clients, units);
        }
    }

    private void ownerLoss(InventoryBench bench, InventoryPair pair, InventoryReport report)
            throws Exception {
        report.ownerLoss(
                "without a copy",
                bench.ownerLoss(standbyRate, maxLag, false, () -> pair.kill(1), afterKill),
                null);
        pair.start(1);
        pair.awaitReady(1);
        pair.restartWith(Map.of(STANDBYS, "1"));
        report.ownerLoss(
                "with a copy",
                bench.ownerLoss(standbyRate, maxLag, true, () -> pair.kill(1), afterKill),
                STANDBY_GOAL);
    }
}
