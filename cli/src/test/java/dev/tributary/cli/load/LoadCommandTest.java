package dev.tributary.cli.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.client.ScriptedIngest;
import dev.tributary.cli.client.ScriptedIngest.Reply;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

@Timeout(120)
class LoadCommandTest {
    private static final String[] SMALL = {"--cards=200", "--terminals=500", "--days=20"};

    private final JsonMapper json = new JsonMapper();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir private Path folder;

    @Test
    void shouldWriteThePublishedColumnsWhenSentToCsv() throws IOException {
        Path file = folder.resolve("all.csv");

        assertThat(load("--to", "csv", file.toString())).isZero();

        List<String> lines = Files.readAllLines(file);
        assertThat(lines.getFirst())
                .isEqualTo("transactionId,occurredAt,cardId,terminalId,amountMinor,fraud");
        List<String> rows = lines.subList(1, lines.size());
        assertThat(rows)
                .hasSizeGreaterThan(1_000)
                .allMatch(row ->
                        row.matches(
                                "tx-[0-9a-f]{8}-\\d{10},2018-04-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ,"
                                        + "c-\\d+,t-\\d+,[1-9]\\d*,(true|false)"))
                .anyMatch(row -> row.endsWith("true"));
        assertThat(rows).extracting(row -> row.split(",", -1)[1]).isSorted();
        assertThat(rows).extracting(row -> row.split(",", -1)[0]).isSorted();
        assertThat(folder).isDirectoryNotContaining(path -> path.toString().endsWith(".part"));
        assertThat(out.toString()).contains("%,d transactions".formatted(rows.size()));
    }

    @Test
    void shouldWriteTheSameWhenOptionsAreTheSame() throws IOException {
        load("--to", "csv", folder.resolve("1.csv").toString(), "--seed=5");
        load("--to", "csv", folder.resolve("2.csv").toString(), "--seed=5");
        load("--to", "csv", folder.resolve("3.csv").toString(), "--seed=6");

        assertThat(folder.resolve("2.csv")).hasSameTextualContentAs(folder.resolve("1.csv"));
        assertThat(Files.readString(folder.resolve("3.csv")))
                .isNotEqualTo(Files.readString(folder.resolve("1.csv")));
    }

    @Test
    void shouldWriteBodiesAndLabelsWhenSentToCompressedNdjson() throws IOException {
        Path file = folder.resolve("all.ndjson.gz");
        Path labels = folder.resolve("labels.ndjson");

        assertThat(load("--to", "ndjson", file.toString(), "--labels", labels.toString())).isZero();

        List<JsonNode> bodies = new ArrayList<>();
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .forEach(line -> bodies.add(json.readTree(line)));
        }
        List<JsonNode> labelled = Files.readAllLines(labels).stream().map(json::readTree).toList();
        assertThat(labelled).hasSameSizeAs(bodies).hasSizeGreaterThan(1_000);
        for (int i = 0; i < bodies.size(); i++) {
            JsonNode label = labelled.get(i);
            JsonNode body = bodies.get(i);
            assertThat(label.get("transactionId")).isEqualTo(body.get("transactionId"));
            assertThat(label.get("source").asString())
                    .isEqualTo(label.get("fraud").asBoolean() ? "CHARGEBACK" : "ANALYST");
            assertThat(Instant.parse(label.get("labelledAt").asString()))
                    .isEqualTo(
                            Instant.parse(body.get("occurredAt").asString())
                                    .plus(Duration.ofDays(7)));
        }
    }

    @Test
    void shouldWriteLabelsAsColumnsWhenTheFileIsCsv() throws IOException {
        Path labels = folder.resolve("labels.csv");

        load("--to", "csv", folder.resolve("all.csv").toString(), "--labels", labels.toString());

        assertThat(Files.readAllLines(labels))
                .startsWith("transactionId,fraud,source,labelledAt")
                .anyMatch(line -> line.contains(",true,CHARGEBACK,2018-"));
    }

    @Test
    void shouldStopWhenTheLimitIsReached() throws IOException {
        Path file = folder.resolve("some.csv");

        load("--to", "csv", file.toString(), "--limit=17");

        assertThat(Files.readAllLines(file)).hasSize(18);
        assertThat(out.toString()).startsWith("17 transactions");
    }

    @Test
    void shouldLeaveNoFileWhenItCannotBeWrittenToTheEnd() throws IOException {
        Path file = folder.resolve("given-up.csv");
        try (LineFile lines = new LineFile(file.toString(), LineFormat::csv)) {
            lines.write(new Simulation(SimulationSettings.published(1)).iterator().next());
        }

        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldDeliverEveryTransactionOnceAndInOrderWhenSentInBulk() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            assertThat(load("--url=" + ingest.url(), "--bulk=300", "--limit=1000")).isZero();

            assertThat(ingest.delivered()).hasSize(1_000);
            assertThat(ingest.delivered())
                    .extracting(body -> body.get("transactionId").asString())
                    .doesNotHaveDuplicates()
                    .isSorted();
            assertThat(ingest.delivered())
                    .extracting(body -> Instant.parse(body.get("occurredAt").asString()))
                    .allMatch(time -> time.isBefore(Instant.now()))
                    .isSorted();
            assertThat(out.toString())
                    .contains("1,000 accepted, 0 rejected, 0 unknown", "again: --start 20");
        }
    }

    @Test
    void shouldTellTheSuiteWhatIsKnownByNowAndNothingElse() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            Instant before = Instant.now();
            assertThat(load("--url=" + ingest.url(), "--labels-after=P3D")).isZero();

            Map<String, Instant> happened =
                    ingest.delivered().stream()
                            .collect(
                                    Collectors.toMap(
                                            it -> it.get("transactionId").asString(),
                                            it -> Instant.parse(it.get("occurredAt").asString())));
            assertThat(ingest.labels())
                    .hasSizeGreaterThanOrEqualTo(knownBy(happened, before))
                    .hasSizeLessThanOrEqualTo(knownBy(happened, Instant.now()))
                    .hasSizeLessThan(happened.size())
                    .allSatisfy(label -> {
                        Instant labelledAt = Instant.parse(label.get("labelledAt").asString());
                        assertThat(labelledAt)
                                .isEqualTo(
                                        happened.get(label.get("transactionId").asString())
                                                .plus(Duration.ofDays(3)))
                                .isBefore(Instant.now());
                    })
                    .anyMatch(label -> label.get("fraud").asBoolean());
            assertThat(out.toString())
                    .contains(
                            "%,d labels accepted, %,d not known yet"
                                    .formatted(
                                            ingest.labels().size(),
                                            happened.size() - ingest.labels().size()));
        }
    }

    @Test
    void shouldReceiveStockOfEverySkuThatIsBoughtWhenAskedTo() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            assertThat(load("--url=" + ingest.url(), "--stock=40", "--limit=200")).isZero();

            assertThat(ingest.movements())
                    .allSatisfy(movement -> {
                        assertThat(movement.get("kind").asString()).isEqualTo("RECEIPT");
                        assertThat(movement.get("quantity").asLong()).isEqualTo(40);
                    });
            assertThat(ingest.movements())
                    .extracting(movement -> movement.get("movementId").asString())
                    .doesNotHaveDuplicates();
            Set<String> bought = new HashSet<>();
            ingest.delivered()
                    .forEach(body ->
                            body.path("items").forEach(it -> bought.add(it.get("sku").asString())));
            assertThat(ingest.movements())
                    .extracting(movement -> movement.get("sku").asString())
                    .containsAll(bought);
            assertThat(bought).isNotEmpty();
        }
    }

    private static int knownBy(Map<String, Instant> happened, Instant time) {
        return Math.toIntExact(
                happened.values().stream()
                        .filter(it -> !it.plus(Duration.ofDays(3)).isAfter(time))
                        .count());
    }

    @Test
    void shouldDeliverTheSameAgainWhenTheStartIsGiven() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            String[] options = {
                "--url=" + ingest.url(), "--limit=200", "--start=2026-03-01T10:00:00Z"
            };
            load(options);
            load(options);

            assertThat(ingest.delivered()).hasSize(400);
            assertThat(ingest.taken()).hasSize(200);
        }
    }

    @Test
    void shouldEndSimulatedDaysNowWhenSentToTheSuite() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            Instant before = Instant.now();
            load("--url=" + ingest.url());

            assertThat(ingest.delivered())
                    .extracting(body -> Instant.parse(body.get("occurredAt").asString()))
                    .allMatch(time -> time.isBefore(before.plusSeconds(1)))
                    .anyMatch(time -> time.isAfter(before.minus(Duration.ofDays(1))));
        }
    }

    @Test
    void shouldCountVerdictsAndFaultsWhenSentAtARate() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            Set<String> known = ConcurrentHashMap.newKeySet();
            ingest.onSingle(body -> {
                String id = body.get("transactionId").asString();
                return switch (id.charAt(id.length() - 1)) {
                    case '0' -> Reply.verdict("BLOCK", "FINAL");
                    case '1' -> Reply.verdict("REVIEW", "FINAL");
                    case '2' -> new Reply(202, "");
                    case '3' -> new Reply(422, "{\"title\":\"unprocessable\"}");
                    case '4' ->
                            known.add(id)
                                    ? new Reply(503, "{\"title\":\"unavailable\"}")
                                    : Reply.verdict("APPROVE", "FINAL");
                    default -> Reply.verdict("APPROVE", "FINAL");
                };
            });

            assertThat(load("--url=" + ingest.url(), "--rate=500", "--limit=200")).isEqualTo(1);

            assertThat(ingest.delivered()).hasSize(220);
            assertThat(out.toString())
                    .contains("180 accepted, 20 rejected, 0 unknown")
                    .contains("120 approved, 20 to review, 20 blocked, 20 not decided at once")
                    .contains("first fault: ");
        }
    }

    @Test
    void shouldExitWithOneWhenALineIsRejected() throws IOException {
        try (ScriptedIngest ingest = new ScriptedIngest()) {
            ingest.onBulk((exchange, attempt) -> {
                byte[] answer =
                        "{\"line\":1,\"status\":\"REJECTED\",\"problem\":{\"title\":\"bad\"}}\n"
                                .getBytes(StandardCharsets.UTF_8);
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            });

            assertThat(load("--url=" + ingest.url(), "--limit=1")).isEqualTo(1);
            assertThat(out.toString())
                    .contains(
                            "0 accepted, 1 rejected, 0 unknown",
                            "first fault: {\"title\":\"bad\"}");
        }
    }

    @Test
    void shouldSayWhatToDoWhenNothingAnswers() {
        assertThat(load("--url=http://127.0.0.1:1")).isEqualTo(1);
        assertThat(err.toString())
                .contains(
                        "nothing answers at http://127.0.0.1:1: start the suite with ./tributary up");
    }

    @Test
    void shouldNameTheFileWhenItCannotBeWritten() {
        String file = folder.resolve("no/such/folder.csv").toString();

        assertThat(load("--to", "csv", file)).isEqualTo(1);
        assertThat(err.toString()).contains("NoSuchFileException", file).hasLineCount(1);
    }

    @Test
    void shouldExitWithTwoWhenOptionsContradict() {
        for (String[] wrong :
                new String[][] {
                    {"--to", "csv"},
                    {"--labels-after=1h", "--rate=5"},
                    {"--labels-after=1h", "--to", "csv", "x.csv"},
                    {"--labels-after=-PT1H"},
                    {"--stock=0"},
                    {"--stock=5", "--to", "csv", "x.csv"},
                    {"--to", "suite", "x"},
                    {"--to", "parquet", "x"},
                    {"--to", "csv", "-", "--labels", "-"},
                    {"--cards=0"},
                    {"--limit=0"},
                    {"--rate=0"},
                    {"--bulk=10001"},
                    {"--start=yesterday"}
                }) {
            assertThat(
                            new CommandLine(new LoadCommand())
                                    .setErr(new PrintWriter(err))
                                    .execute(wrong))
                    .as(String.join(" ", wrong))
                    .isEqualTo(2);
        }
    }

    private int load(String... options) {
        List<String> all = new ArrayList<>(Arrays.asList(SMALL));
        all.addAll(Arrays.asList(options));
        return new CommandLine(new LoadCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(all.toArray(String[]::new));
    }
}
