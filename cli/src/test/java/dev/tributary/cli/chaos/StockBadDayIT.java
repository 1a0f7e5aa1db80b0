package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.chaos.StockChaos.Outcome;
import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.ServiceInstance;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
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
@TestMethodOrder(OrderAnnotation.class)
class StockBadDayIT {
    private static final long SEED = 20261127;
    private static final int OPERATIONS = 500;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Processes live too short here to earn their optimizing compiler. */
    private static final List<String> SOON_UP =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir static Path folder;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static LocalSuite suite;
    private static ServiceInstance second;

    @BeforeAll
    static void startSuite() {
        suite =
                new LocalSuite(
                        SuiteSettings.at(folder.resolve("suite"), SuitePorts.free())
                                .withServices(
                                        Set.of(Service.INGEST, Service.FRAUD, Service.INVENTORY))
                                .withBrokerHeap(384)
                                .withJvmOptions(SOON_UP),
                        Progress.silent());
        suite.start();
        second = suite.startFurther(Service.INVENTORY, Map.of());
        second.awaitReady();
    }

    @AfterAll
    static void stopSuite() {
        suite.close();
    }

    @Test
    @Order(1)
    void shouldBeTheSameInstanceWhenItIsKilledAndStartedAgain() throws Exception {
        long pid = second.process().pid();
        assertThat(second.url()).isNotEqualTo(suite.url(Service.INVENTORY));
        JsonNode noted = JSON.readTree(folder.resolve("suite/suite.json")).path("processes");
        assertThat(noted)
                .hasSize(suite.processes().size() + 1)
                .anySatisfy(process -> {
                    assertThat(process.path("name").asString()).isEqualTo("inventory-service-2");
                    assertThat(process.path("pid").asLong()).isEqualTo(pid);
                });

        second.kill();
        second.start();
        second.awaitReady();

        assertThat(second.process().pid()).isNotEqualTo(pid);
        assertThat(status(second.url() + "/v1/inventory/never-seen")).isEqualTo(404);
        assertThat(status(suite.url(Service.INVENTORY) + "/v1/inventory/never-seen"))
                .isEqualTo(404);
    }

    @Test
    @Order(2)
    void shouldKeepEveryPromiseOfStockWhenInstancesDie() throws Exception {
        StockChaos.Suite rest =
                new StockChaos.Suite(
                        URI.create(suite.url(Service.INGEST)),
                        suite.bootstrapServers(),
                        suite.registryUrl());
        StockChaos chaos = new StockChaos(day(), rest, new InventoryPair(suite, second));
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

    @Test
    @Order(3)
    void shouldEndTheFurtherInstanceWithTheSuite() {
        suite.close();

        assertThat(second.process().alive()).isFalse();
    }

    private static int status(String address) throws Exception {
        return HTTP.send(
                        HttpRequest.newBuilder(URI.create(address)).build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    private StockChaos.Settings day() {
        Workload.Settings workload =
                new Workload.Settings(OPERATIONS, 20, 10, 2, 4, SEED, "bad-day");
        return new StockChaos.Settings(workload, 16, 1, PATIENCE, folder.resolve("ledger.ndjson"));
    }
}
