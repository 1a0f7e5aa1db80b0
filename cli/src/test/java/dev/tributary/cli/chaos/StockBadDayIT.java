package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.chaos.StockChaos.Outcome;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The whole suite with two instances of inventory-service, one of which is killed and one stopped
 * in good order in the middle of mixed operations, judged from outside by what their senders were
 * told. That the judge finds broken promises is shown by {@link JudgeTest}.
 */
class StockBadDayIT {
    private static final long SEED = 20261127;
    private static final int OPERATIONS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Processes live too short here to earn their optimizing compiler. */
    private static final List<String> SOON_UP =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir Path folder;

    @Test
    void shouldKeepEveryPromiseOfStockWhenInstancesDie() throws Exception {
        SuiteSettings settings =
                SuiteSettings.at(folder.resolve("suite"), SuitePorts.free())
                        .withServices(Set.of(Service.INGEST, Service.FRAUD, Service.INVENTORY))
                        .withBrokerHeap(384)
                        .withJvmOptions(SOON_UP);
        try (LocalSuite suite = new LocalSuite(settings, Progress.silent())) {
            suite.start();
            StockChaos.Suite rest =
                    new StockChaos.Suite(
                            URI.create(suite.url(Service.INGEST)),
                            suite.bootstrapServers(),
                            suite.registryUrl());
            StockChaos chaos = new StockChaos(day(), rest, InventoryPair.of(suite, Map.of()));
            Outcome outcome;
            try (ProgressBar progress = ProgressBar.onStandardError("operations", OPERATIONS)) {
                outcome = chaos.run(progress);
            }
            new StockChaosReport(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                    .print(outcome);

            assertThat(outcome.breaches()).as("seed " + SEED).isEmpty();
            assertThat(outcome.happened()).hasSize(2);
            assertThat(outcome.ledger().entries().filter(it -> it.operation().kind().isMovement()))
                    .isNotEmpty();
            assertThat(outcome.evidence().counted()).isNotEmpty();
            assertThat(outcome.invariantsAnswered()).isPositive();
        }
    }

    private StockChaos.Settings day() {
        Workload.Settings workload =
                new Workload.Settings(OPERATIONS, 20, 10, 2, 4, SEED, "bad-day");
        return new StockChaos.Settings(workload, 16, 1, PATIENCE, folder.resolve("ledger.ndjson"));
    }
}
