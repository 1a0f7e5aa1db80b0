package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.Simulation;
import dev.tributary.cli.load.SimulationSettings;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Trying rules and models, and putting rules on trial; what both say of bad input. */
class BacktestCommandTest {
    private static final String HEADER =
            "transactionId,occurredAt,cardId,terminalId,amountMinor,fraud\n";
    private static final long LARGE = 20_000;
    private static final String RANGE_FROM = "2018-04-10";
    private static final String RANGE_TO = "2018-04-20";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    /** Counted over the lines themselves, without features. */
    @Test
    void shouldCountWhatARuleWouldHaveDoneInTheRangeOfAFile() throws IOException {
        List<SimulatedTransaction> town = town();
        Path report = folder.resolve("report.json");

        assertThat(
                        run(
                                "backtest",
                                "--rules",
                                rules("amountMinor > " + LARGE + ".0").toString(),
                                "--transactions",
                                write(town).toString(),
                                "--from",
                                RANGE_FROM,
                                "--to",
                                RANGE_TO,
                                "--out",
                                report.toString()))
                .as(err.toString())
                .isZero();

        List<SimulatedTransaction> range =
                town.stream()
                        .filter(it -> it.occurredAt().compareTo(midnight(RANGE_FROM)) >= 0)
                        .filter(it -> it.occurredAt().compareTo(midnight(RANGE_TO)) < 0)
                        .toList();
        List<SimulatedTransaction> large =
                range.stream().filter(it -> it.amountMinor() > LARGE).toList();
        JsonNode told = JsonMapper.shared().readTree(Files.readAllBytes(report));
        assertThat(told.path("days").asInt()).isEqualTo(10);
        assertThat(told.path("transactions").path("hits").asLong()).isEqualTo(range.size());
        assertThat(told.path("transactions").path("confirmedFraud").asLong())
                .isEqualTo(frauds(range));
        JsonNode rule = told.path("byRule").get(0);
        assertThat(rule.path("ruleId").asString()).isEqualTo("R-0");
        assertThat(rule.path("alerts").path("hits").asLong()).isEqualTo(large.size()).isPositive();
        assertThat(rule.path("alerts").path("confirmedFraud").asLong()).isEqualTo(frauds(large));
        assertThat(rule.path("alerts").path("recall").asDouble())
                .isEqualTo((double) frauds(large) / frauds(range));
        assertThat(told.path("decidedThen").isMissingNode()).isTrue();
        assertThat(out.toString())
                .containsPattern("any of them +[\\d,]+")
                .containsPattern("R-0 +[\\d,]+")
                .contains("written to " + report);
    }

    @Test
    void shouldTellAModelByTheScoresThatAlertsMayBeginAt() throws IOException {
        Path model = folder.resolve("model.json");
        String file = write(town()).toString();
        assertThat(run("train", "--transactions", file, "--out", model.toString()))
                .as(err.toString())
                .isZero();

        assertThat(run("backtest", "--model", model.toString(), "--transactions", file))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("model m-")
                .containsPattern("score-from-0\\.05 +[\\d,]+")
                .containsPattern("score-from-0\\.95 +[\\d,]+");
    }

    @Test
    void shouldTryRulesOverTheSuiteAndCollectEveryPage() throws IOException {
        String counts = "{\"counts\":{\"hits\":%d,\"confirmedFraud\":%d,\"confirmedHonest\":1}}";
        String report =
                "{\"status\":\"DONE\",\"records\":10,\"recordsRead\":10,\"report\":{\"days\":2,"
                        + "\"firstDay\":\"2026-01-01\",\"lastDay\":\"2026-01-02\",\"transactions\":"
                        + counts.formatted(1_000, 20)
                        + ",\"alerts\":"
                        + counts.formatted(30, 10)
                        + ",\"decidedThen\":"
                        + counts.formatted(5, 2)
                        + ",\"added\":"
                        + counts.formatted(28, 9)
                        + ",\"byRule\":[{\"ruleId\":\"%s\",\"alerts\":"
                        + counts.formatted(30, 10)
                        + "}]%s}}";
        Path written = folder.resolve("report.json");
        try (ScriptedFraudService fraud = new ScriptedFraudService()) {
            fraud.noteIn(folder);
            fraud.on("POST /v1/backtests", 202, "{\"id\":\"b-1~h:1\"}")
                    .on("GET /v1/backtests/b-1~h:1", 200, "{\"status\":\"WAITING\"}")
                    .on(
                            "GET /v1/backtests/b-1~h:1",
                            200,
                            "{\"status\":\"RUNNING\",\"records\":10,\"recordsRead\":4}")
                    .on(
                            "GET /v1/backtests/b-1~h:1",
                            200,
                            report.formatted("R-0", ",\"nextCursor\":\"R-0\""))
                    .on(
                            "GET /v1/backtests/b-1~h:1",
                            200,
                            report.formatted("R-0", ",\"nextCursor\":\"R-0\""))
                    .on("GET /v1/backtests/b-1~h:1", 200, report.formatted("R-1", ""));

            assertThat(overSuite("--out", written.toString())).as(err.toString()).isZero();

            assertThat(fraud.asked().getFirst())
                    .startsWith("POST /v1/backtests {\"rules\":[{\"ruleId\":\"R-0\",")
                    .contains("\"from\":\"2026-01-01T00:00:00Z\",\"to\":\"2026-01-03T00:00:00Z\"");
            assertThat(fraud.asked().getLast()).contains("cursor=R-0");
        }
        JsonNode told = JsonMapper.shared().readTree(Files.readAllBytes(written));
        assertThat(told.path("byRule").size()).isEqualTo(2);
        assertThat(told.path("added").path("hits").asLong()).isEqualTo(28);
        assertThat(told.path("added").path("recall").asDouble()).isEqualTo(0.45);
        assertThat(out.toString()).containsPattern("approved then +28 ");
    }

    @Test
    void shouldSayWhyTheSuiteRefusesOrFails() throws IOException {
        try (ScriptedFraudService fraud = new ScriptedFraudService()) {
            fraud.noteIn(folder);
            fraud.on(
                            "POST /v1/backtests",
                            422,
                            "{\"detail\":\"The expression has 1 fault.\",\"errors\":[{\"field\":"
                                    + "\"rules[0].expression\",\"message\":\"line 1\"}]}")
                    .on("POST /v1/backtests", 429, "{\"detail\":\"As many wait as may.\"}")
                    .on("POST /v1/backtests", 202, "{\"id\":\"b-1\"}")
                    .on(
                            "GET /v1/backtests/b-1",
                            200,
                            "{\"status\":\"FAILED\",\"failure\":\"not done within PT1S\"}");

            assertThat(overSuite()).isEqualTo(1);
            assertThat(err.toString())
                    .contains("422 The expression has 1 fault.", "rules[0].expression: line 1");
            assertThat(overSuite()).isEqualTo(1);
            assertThat(err.toString()).contains("429 As many wait as may.");
            assertThat(overSuite()).isEqualTo(1);
            assertThat(err.toString()).contains("the backtest ended: not done within PT1S");
        }
        assertThat(overSuite()).isEqualTo(1);
        assertThat(err.toString()).contains("nothing answers at", "or give --transactions");
    }

    @Test
    void shouldPutRulesThatAreNotThereOnTrial() throws Exception {
        try (ScriptedFraudService service = new ScriptedFraudService()) {
            service.noteIn(folder);
            service.on(
                            "GET /v1/rules",
                            200,
                            "{\"loaded\":true,\"rules\":[{\"ruleId\":\"A\"}],\"nextCursor\":\"A\"}")
                    .on("GET /v1/rules", 200, "{\"loaded\":true,\"rules\":[{\"ruleId\":\"B\"}]}")
                    .on("PUT /v1/rules/NEW", 201, "{}");
            try (FraudApi fraud = new FraudApi(RunningSuite.in(folder).fraud())) {
                assertThat(
                                RulesOfSuite.put(
                                        fraud,
                                        List.of(published("A"), published("NEW"), published("B"))))
                        .isEqualTo("published: 1 rules on trial, 2 were there already");
            }
            assertThat(service.asked())
                    .filteredOn(it -> it.startsWith("PUT"))
                    .singleElement()
                    .satisfies(put ->
                            assertThat(put)
                                    .contains(
                                            "\"mode\":\"SHADOW\"",
                                            "\"origin\":\"LEARNED\"",
                                            "\"provenance\":\"Mined.\""));
        }
    }

    @Test
    void shouldRefuseOptionsThatDoNotGoTogether() throws IOException {
        String file = write(List.of()).toString();
        String rules = rules("amountMinor > 5.0").toString();

        refuses("give one of --rules, --rule-set and --model");
        refuses("give one of", "--rules", rules, "--rule-set");
        refuses("--model needs --transactions", "--model", "m.json");
        refuses("--rule-set is of the suite", "--rule-set", "--transactions", file);
        refuses("--from and --to are required", "--rules", rules, "--from", RANGE_FROM);
        refuses(
                "--from must be before --to",
                "--rules",
                rules,
                "--from",
                RANGE_TO,
                "--to",
                RANGE_TO);
        refuses(
                "--delay-days must be 0",
                "--rules",
                rules,
                "--transactions",
                file,
                "--delay-days=-1");
        refuses("Invalid value", "--rules", rules, "--from", "yesterday");
    }

    @Test
    void shouldSayWhatIsWrongWithAFile() throws IOException {
        String file = write(town().subList(0, 50)).toString();

        complains("cannot read", folder.resolve("absent").toString(), file);
        complains("no rule in it", Files.writeString(folder.resolve("r"), "\n").toString(), file);
        complains(
                "line 1: no rule: ruleId is missing",
                Files.writeString(folder.resolve("r"), "{}").toString(),
                file);
        complains(
                "line 1: no rule: Unrecognized property \"colour\"",
                Files.writeString(folder.resolve("r"), "{\"colour\":1}").toString(),
                file);
        complains(
                "not UTF-8",
                Files.write(folder.resolve("r"), new byte[] {(byte) 0xff}).toString(),
                file);
        Path twice = rules("amountMinor > 5.0");
        Files.writeString(twice, Files.readString(twice).repeat(2));
        complains("line 2: no rule: R-0 stands twice", twice.toString(), file);
        complains(
                "rule R-0 means nothing: line 1, column 1",
                rules("amountMinr > 5.0").toString(),
                file);
        complains("cannot read", rules("amountMinor > 5.0").toString(), "absent.csv");
        complains(
                "no transaction from",
                rules("amountMinor > 5.0").toString(),
                file,
                "--from",
                "2030-01-01",
                "--to",
                "2030-01-02");
    }

    private void complains(String about, String rules, String file, String... more) {
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(List.of("backtest", "--rules", rules, "--transactions", file));
        arguments.addAll(List.of(more));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(1);
        assertThat(err.toString().strip()).startsWith("tributary: ").contains(about);
    }

    private void refuses(String about, String... options) {
        err.getBuffer().setLength(0);
        List<String> arguments = new ArrayList<>(List.of("backtest"));
        arguments.addAll(List.of(options));
        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(err.toString()).contains(about);
    }

    private int overSuite(String... more) throws IOException {
        err.getBuffer().setLength(0);
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "backtest",
                                "--state-dir",
                                folder.toString(),
                                "--rules",
                                rules("amountMinor > 5.0").toString(),
                                "--from",
                                "2026-01-01",
                                "--to",
                                "2026-01-03"));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        return new CommandLine(new Root())
                .addSubcommand(new BacktestCommand())
                .addSubcommand(new TrainCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    @CommandLine.Command(name = "tributary")
    private static final class Root {}

    private Path rules(String expression) throws IOException {
        RuleDefinition rule =
                new RuleDefinition(
                        "R-0",
                        "R-0",
                        expression,
                        Action.REVIEW,
                        0,
                        Mode.SHADOW,
                        Origin.ANALYST,
                        "Tried.",
                        null);
        Path file = folder.resolve("rules.jsonl");
        RuleLines.write(file, List.of(new PublishedRule(rule, null, Instant.EPOCH)));
        return file;
    }

    private static PublishedRule published(String ruleId) {
        return new PublishedRule(
                new RuleDefinition(
                        ruleId,
                        "LEARNED",
                        "amountMinor > 5.0",
                        Action.SCORE,
                        0.5,
                        Mode.SHADOW,
                        Origin.LEARNED,
                        "Mined.",
                        null),
                "Mined.",
                Instant.EPOCH);
    }

    private static List<SimulatedTransaction> town() {
        List<SimulatedTransaction> town = new ArrayList<>();
        new Simulation(new SimulationSettings(100, 300, 38, SimulationSettings.START, 3))
                .forEach(town::add);
        return town;
    }

    private Path write(List<SimulatedTransaction> town) throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        for (SimulatedTransaction it : town) {
            text.append(
                    "%s,%s,%s,%s,%d,%s%n"
                            .formatted(
                                    it.transactionId(),
                                    it.occurredAt(),
                                    it.cardId(),
                                    it.terminalId(),
                                    it.amountMinor(),
                                    it.fraud()));
        }
        return Files.writeString(folder.resolve("town.csv"), text);
    }

    private static long frauds(List<SimulatedTransaction> transactions) {
        return transactions.stream().filter(SimulatedTransaction::fraud).count();
    }

    private static Instant midnight(String day) {
        return Instant.parse(day + "T00:00:00Z");
    }
}
