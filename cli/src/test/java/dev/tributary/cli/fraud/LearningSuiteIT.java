package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.cli.load.LoadCommand;
import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Progress;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.SuitePorts;
import dev.tributary.cli.suite.SuiteSettings;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * From history to live and back, by the commands an analyst has, against a whole suite: a model is
 * learned from what was recorded and scores the next transaction; mined rules are put on trial and
 * tried on what happened. Later tests build on what earlier ones left.
 */
@TestMethodOrder(OrderAnnotation.class)
class LearningSuiteIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DAYS = 30;

    /** Of the traffic of one town. */
    private static final List<String> TOWN =
            List.of("--cards", "150", "--terminals", "300", "--days", "" + DAYS, "--seed", "7");

    @TempDir static Path folder;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static LocalSuite suite;

    /** How a command ended. */
    private record Ran(int exit, String out, String err) {}

    @BeforeAll
    static void startSuite() {
        suite =
                new LocalSuite(
                        SuiteSettings.at(folder, SuitePorts.free())
                                .withServices(Set.of(Service.INGEST, Service.FRAUD))
                                .withBrokerHeap(384)
                                .withJvmOptions(
                                        List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")),
                        Progress.silent());
        suite.start();
    }

    @AfterAll
    static void stopSuite() {
        suite.close();
    }

    @Test
    @Order(1)
    void shouldLearnFromWhatIsRecordedAndLetTheModelScoreTheNextTransaction() throws Exception {
        Ran load = inSuite(new LoadCommand(), TOWN, "--labels-after", "P7D");
        assertThat(load.exit()).as(load.err()).isZero();
        awaitAllDecided();
        assertThat(decide("before").path("modelVersion").isNull()).isTrue();

        Ran train = inSuite(new TrainCommand(), "--from-topics", "--activate", "--name", "first");

        assertThat(train.exit()).as(train.err()).isZero();
        assertThat(train.out())
                .contains("model first: ")
                .contains("published to fraud.models.v1")
                .contains("it scores; a rollback leads to no model")
                .doesNotContain("left out");
        JsonNode decided = decide("after");
        assertThat(decided.path("modelVersion").asString()).isEqualTo("first");
        assertThat(decided.path("degraded").isEmpty()).isTrue();
    }

    @Test
    @Order(2)
    void shouldNotWriteAnotherModelUnderAVersionThatIsThere() throws Exception {
        Ran again = inSuite(new TrainCommand(), "--from-topics", "--publish", "--name", "first");

        assertThat(again.exit()).isOne();
        assertThat(again.err()).contains("there is a model first already");
        assertThat(get(Service.FRAUD, "/v1/models").path("models").size()).isOne();
    }

    @Test
    @Order(3)
    void shouldPutMinedRulesOnTrialAndTryThemOnWhatHappened() throws Exception {
        Path history = folder.resolve("town.csv");
        Path mined = folder.resolve("mined.ndjson");
        assertThat(run(new LoadCommand(), TOWN, "--to", "csv", history.toString()).exit()).isZero();

        Ran mine =
                inSuite(
                        new MineCommand(),
                        "--transactions",
                        history.toString(),
                        "--out",
                        mined.toString(),
                        "--publish");

        assertThat(mine.exit()).as(mine.err()).isZero();
        JsonNode rules = get(Service.FRAUD, "/v1/rules");
        Set<String> onTrial = new HashSet<>();
        for (JsonNode rule : rules.path("rules")) {
            if (rule.path("origin").asString().equals("LEARNED")) {
                assertThat(rule.path("mode").asString()).isEqualTo("SHADOW");
                onTrial.add(rule.path("ruleId").asString());
            }
        }
        assertThat(onTrial).as("learned rules of " + rules).isNotEmpty();

        Ran backtest =
                inSuite(
                        new BacktestCommand(),
                        "--rules",
                        mined.toString(),
                        "--from",
                        firstDay().toString(),
                        "--to",
                        LocalDate.now(ZoneOffset.UTC).toString());

        assertThat(backtest.exit()).as(backtest.err()).isZero();
        assertThat(backtest.out()).contains(onTrial);
    }

    private static LocalDate firstDay() {
        return LocalDate.now(ZoneOffset.UTC).minusDays(DAYS);
    }

    /** Until every transaction that was taken in has its verdict. */
    private static void awaitAllDecided() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    Set<String> undecided = new HashSet<>();
                    CommittedLog log =
                            new CommittedLog(suite.bootstrapServers(), suite.registryUrl());
                    log.read(
                            IngestTopics.TRANSACTIONS,
                            transaction -> undecided.add(transaction.getTransactionId()));
                    assertThat(undecided).isNotEmpty();
                    log.read(
                            FraudTopics.VERDICTS,
                            verdict -> undecided.remove(verdict.getTransactionId()));
                    assertThat(undecided).isEmpty();
                });
    }

    private static Ran inSuite(Object command, String... args) {
        return inSuite(command, List.of(), args);
    }

    private static Ran inSuite(Object command, List<String> before, String... args) {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of("--state-dir", folder.toString()));
        return run(command, all, args);
    }

    private static Ran run(Object command, List<String> before, String... args) {
        List<String> all = new ArrayList<>(before);
        all.addAll(List.of(args));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit =
                new CommandLine(command)
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(all.toArray(String[]::new));
        return new Ran(exit, out.toString(), err.toString());
    }

    private static JsonNode decide(String id) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(suite.url(Service.INGEST) + "/v1/transactions"))
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        """
                                        {"transactionId": "%s", "cardId": "c-%s", "amountMinor": 1000,
                                         "currency": "EUR", "merchantId": "m", "channel": "ECOMMERCE"}
                                        """
                                                .formatted(id, id)))
                        .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static JsonNode get(Service service, String path) throws Exception {
        HttpResponse<String> answer =
                HTTP.send(
                        HttpRequest.newBuilder(URI.create(suite.url(service) + path)).build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }
}
