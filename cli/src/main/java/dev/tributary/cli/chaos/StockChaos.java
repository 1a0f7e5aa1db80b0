package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Disturbances.Happened;
import dev.tributary.cli.chaos.Evidence.Audit;
import dev.tributary.cli.chaos.Evidence.Standing;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.progress.ProgressBar;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * One bad day of stock: sends a workload to a suite whose instances die meanwhile, waits until all
 * is quiet, and judges.
 */
final class StockChaos {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration QUIET_MAX = Duration.ofSeconds(120);

    /** Views follow what is committed: evidence that speaks against the suite is taken again. */
    private static final int EVIDENCE_TRIES_MAX = 4;

    private static final Duration EVIDENCE_PAUSE = Duration.ofSeconds(2);

    private final Settings settings;
    private final Suite suite;
    private final Instances instances;

    /**
     * A run.
     *
     * @param clients how many send at once
     * @param kills how many instances are killed
     * @param patience how long an operation is repeated until it counts as never answered
     * @param ledger a file that does not exist
     */
    record Settings(
            Workload.Settings workload, int clients, int kills, Duration patience, Path ledger) {}

    /**
     * Where the rest of the suite is.
     *
     * @param ingest base URL of ingest-service
     * @param registryUrl base URL of the registry's Confluent API
     */
    record Suite(URI ingest, String bootstrapServers, String registryUrl) {}

    /**
     * What came of it.
     *
     * @param longest that an operation took from its first sending to its answer
     * @param silence longest time without an answer about any reservation
     * @param sent how long it took to send all
     * @param invariantsAsked how often an instance was asked for its invariants
     * @param invariantsAnswered how often it answered
     */
    record Outcome(
            Ledger ledger,
            Evidence evidence,
            List<Breach> breaches,
            List<Happened> happened,
            Duration longest,
            Duration silence,
            Duration sent,
            int invariantsAsked,
            int invariantsAnswered) {}

    private record Day(List<Happened> happened, Duration sent) {}

    StockChaos(Settings settings, Suite suite, Instances instances) {
        this.settings = settings;
        this.suite = suite;
        this.instances = instances;
    }

    /**
     * Runs; takes as long as it takes.
     *
     * @throws IOException if the ledger cannot be written
     */
    Outcome run(ProgressBar progress) throws IOException {
        try (OutsideClients clients = new OutsideClients(suite.ingest(), instances.urls());
                LedgerFile file = new LedgerFile(settings.ledger())) {
            Deliveries deliveries =
                    new Deliveries(clients, file, settings.clients(), settings.patience());
            StockApi api = new StockApi(clients.instances());
            InvariantsWatch watch = new InvariantsWatch(clients.instances());
            Day day;
            try (watch) {
                day = send(deliveries, progress);
                settleOrders(deliveries, api, LedgerFile.read(settings.ledger()));
                awaitQuiet(api);
            }
            return judge(deliveries, api, watch, day);
        }
    }

    private Day send(Deliveries deliveries, ProgressBar progress) {
        long startNanos = System.nanoTime();
        Workload.Settings workload = settings.workload();
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Disturbances disturbances =
                    new Disturbances(
                            instances,
                            workload.operations(),
                            settings.kills(),
                            workload.seed(),
                            executor);
            deliveries.send(Workload.draw(workload), disturbances, workload.seed(), progress);
            List<Happened> happened = disturbances.end();
            return new Day(happened, Duration.ofNanos(System.nanoTime() - startNanos));
        }
    }

    /** Looks at orders under review, every second of which turns out to be honest. */
    private void settleOrders(Deliveries deliveries, StockApi api, List<LedgerLine> lines) {
        Set<String> open = new HashSet<>();
        new Ledger(lines).of(Kind.ORDER).forEach(it -> open.add(it.operation().subject()));
        Set<String> labelled = new HashSet<>();
        long deadline = System.nanoTime() + QUIET_MAX.toNanos();
        while (!open.isEmpty() && System.nanoTime() < deadline) {
            Map<String, Standing> standings = api.orders(List.copyOf(open));
            standings.forEach((id, standing) -> {
                if (standing.status().equals("HELD") && labelled.add(id)) {
                    Kind kind = labelled.size() % 2 == 0 ? Kind.HONEST : Kind.FRAUD;
                    deliveries.deliver(
                            new Operation(id + "/" + kind, kind, id, List.of(), "", false), true);
                }
                if (!Set.of("HELD", "PENDING").contains(standing.status())) {
                    open.remove(id);
                }
            });
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    /** Until the time of every reservation is over, and then until nothing is held. */
    private void awaitQuiet(StockApi api) {
        long now = System.nanoTime();
        long over = now + Duration.ofSeconds(settings.workload().ttlSecondsMax() + 1).toNanos();
        long deadline = over + QUIET_MAX.toNanos();
        for (; now < deadline; now = System.nanoTime()) {
            Audit audit = api.audit();
            if (now > over && audit.openHolds() == 0 && audit.reserved() == 0) {
                return;
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private Outcome judge(Deliveries deliveries, StockApi api, InvariantsWatch watch, Day day)
            throws IOException {
        Workload.Settings workload = settings.workload();
        Ledger ledger = new Ledger(LedgerFile.read(settings.ledger()));
        EvidenceReader reader =
                new EvidenceReader(
                        suite.bootstrapServers(), suite.registryUrl(), api, workload.run());
        int tries = 0;
        while (true) {
            Evidence evidence = reader.read(ledger, Workload.skus(workload), watch.violations());
            List<Breach> breaches = Judge.judge(ledger, evidence);
            if (breaches.isEmpty() || ++tries == EVIDENCE_TRIES_MAX) {
                return new Outcome(
                        ledger,
                        evidence,
                        breaches,
                        day.happened(),
                        deliveries.longest(),
                        deliveries.silence(),
                        day.sent(),
                        watch.asked(),
                        watch.answered());
            }
            LockSupport.parkNanos(EVIDENCE_PAUSE.toNanos());
        }
    }
}
