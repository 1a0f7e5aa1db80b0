package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;
import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.wire.RecordedVerdictAvroMapper;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Backtests over a broker: rules are on trial live while transactions are decided, then the same
 * rules are tried on what was recorded, and each must have spoken about as many.
 */
@TestMethodOrder(OrderAnnotation.class)
class BacktestIT {
    private static final String BACKTESTS = "/v1/backtests";
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant TO = FROM.plus(DAY.multipliedBy(3));
    private static final Duration RANGE = Duration.between(FROM, TO);
    private static final String REPEATED = "card-repeated";
    private static final int TRANSACTIONS = 400;
    private static final int RULES = 40;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static FraudInstance service;
    private static PlayedIngest ingest;

    /** In the range, by id of the transaction. */
    private static final Map<String, Verdict> VERDICTS = new TreeMap<>();

    private static final Map<String, Boolean> LABELS = new TreeMap<>();
    private static final Map<String, String> TRIED = new TreeMap<>();

    @BeforeAll
    static void startOne() throws Exception {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        kafka.deploySchemas();
        service = FraudInstance.start(kafka, folder.resolve("first")).awaitReady();
        ingest = new PlayedIngest(kafka);
    }

    @AfterAll
    static void stop() {
        ingest.close();
        service.close();
    }

    @Test
    @Order(1)
    void shouldFindWhatTheSameRulesFoundLive() throws Exception {
        long seed = System.nanoTime();
        System.out.println("BacktestIT seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < RULES; i++) {
            String ruleId = "TRIED-%02d".formatted(i);
            TRIED.put(ruleId, rule(ruleId, expression(random, i)));
            HttpResponse<String> put = service.put("/v1/rules/" + ruleId, TRIED.get(ruleId));
            assertThat(put.statusCode()).as(put.body()).isEqualTo(201);
        }
        decide(random);
        labelSome(random);

        JsonNode done = done(start(request(FROM, TO)));

        JsonNode report = done.path("report");
        assertThat(VERDICTS.values())
                .extracting(Verdict::getRuleSetVersion)
                .as("seed %d: one set of rules judged all of them", seed)
                .containsOnly(service.json("/v1/rules").path("ruleSetVersion").asString());
        assertThat(Counts.of(report.path("transactions").path("counts")))
                .as("seed %d", seed)
                .isEqualTo(countsOf(VERDICTS.values().stream()));
        assertThat(hits(report)).as("seed %d", seed).isEqualTo(hitsLive());
        assertThat(hitsLive().values().stream().filter(it -> it.hits > 0).count())
                .as("seed %d: rules that spoke", seed)
                .isGreaterThan(RULES / 4);
        assertThat(Counts.of(report.path("alerts").path("counts")))
                .isEqualTo(countsOf(speaking()))
                .isNotEqualTo(Counts.NONE);
        assertThat(Counts.of(report.path("decidedThen").path("counts")))
                .isEqualTo(countsOf(decidedThen(VERDICTS.values().stream())));
        assertThat(Counts.of(report.path("added").path("counts")))
                .isEqualTo(countsOf(speaking().filter(it -> it.getDecision() == Decision.APPROVE)));
        assertThat(report.path("days").asInt()).isEqualTo(3);
        assertThat(report.path("firstDay").asString()).isEqualTo("2026-01-01");
        assertThat(done.path("unreadable").asLong()).isZero();
        assertThat(done.path("recordsRead")).isEqualTo(done.path("records"));
        assertThat(done.path("rules").asInt()).isEqualTo(RULES);
    }

    /** The whole vector, not only what these rules look at. */
    @Test
    @Order(2)
    void shouldRecordEveryFeatureToTheBit() {
        assertThat(VERDICTS.values().stream().flatMap(it -> it.getFeatures().keySet().stream()))
                .allSatisfy(name -> assertThat(Feature.named(name)).isPresent());
        VERDICTS.values()
                .forEach(verdict ->
                        assertThat(RecordedVerdictAvroMapper.toDomain(verdict).features().present())
                                .isEqualTo(verdict.getFeatures()));
    }

    @Test
    @Order(3)
    void shouldTellRulesPageByPage() throws Exception {
        String id = start(request(FROM, FROM.plus(DAY)));
        JsonNode whole = done(id).path("report").path("byRule");
        List<JsonNode> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode report =
                    service.json(BACKTESTS + "/" + id + "?limit=7&cursor=" + cursor).path("report");
            report.path("byRule").forEach(paged::add);
            cursor = report.path("nextCursor").asString("");
        } while (!cursor.isEmpty());

        assertThat(whole.size()).isEqualTo(RULES);
        assertThat(paged).isEqualTo(StreamSupport.stream(whole.spliterator(), false).toList());
        assertThat(service.get(BACKTESTS + "/" + id + "?limit=0").statusCode()).isEqualTo(400);
    }

    @Test
    @Order(4)
    void shouldTryTheSetInForceAndPassOverWhatIsNoVerdict() throws Exception {
        try (KafkaProducer<byte[], byte[]> poison =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer())) {
            poison.send(new ProducerRecord<>(FraudTopics.VERDICTS.name(), new byte[] {1, 2, 3}))
                    .get();
        }
        String version = service.json("/v1/rules").path("ruleSetVersion").asString();

        JsonNode done =
                done(
                        start(
                                "{\"ruleSetVersion\":\"%s\",\"from\":\"%s\",\"to\":\"%s\"}"
                                        .formatted(version, FROM, TO)));

        assertThat(done.path("unreadable").asLong()).isEqualTo(1);
        assertThat(done.path("ruleSetVersion").asString()).isEqualTo(version);
        Map<String, Counts> found = hits(done.path("report"));
        assertThat(found).containsAllEntriesOf(hitsLive());
        assertThat(found).containsKey("CARD_TESTING");
        for (String builtIn : List.of("CARD_TESTING", "VELOCITY_COUNT_1M", "UNUSUAL_SPEND")) {
            assertThat(found.get(builtIn))
                    .isEqualTo(
                            countsOf(VERDICTS.values().stream().filter(it -> spoke(it, builtIn))));
        }
    }

    @Test
    @Order(5)
    void shouldAnswerForABacktestOfAnotherInstanceAndOfNoOther() throws Exception {
        try (FraudInstance second =
                FraudInstance.start(kafka, folder.resolve("second")).awaitReady()) {
            String id = start(request(FROM, TO));
            JsonNode here = done(id);

            await().atMost(PATIENCE)
                    .untilAsserted(() ->
                            assertThat(second.get(BACKTESTS + "/" + id).statusCode())
                                    .isEqualTo(200));
            assertThat(second.json(BACKTESTS + "/" + id)).isEqualTo(here);
            assertThat(second.delete(BACKTESTS + "/" + id).body()).contains("CANCELLED");
            assertThat(service.get(BACKTESTS + "/" + id).statusCode()).isEqualTo(404);
            // An id is no address to call.
            String elsewhere = "b-1~" + kafka.registryUrl().replaceAll("http://|/.*", "");
            assertThat(second.get(BACKTESTS + "/" + elsewhere).statusCode()).isEqualTo(404);
            assertThat(second.delete(BACKTESTS + "/" + elsewhere).statusCode()).isEqualTo(404);
        }
    }

    @Test
    @Order(6)
    void shouldRefuseWhatCannotBeAndWhatIsTooMuch() throws Exception {
        String good = request(FROM, TO);
        assertThat(service.post(BACKTESTS, good.replace("amountMinor", "amountMinr")).statusCode())
                .isEqualTo(422);
        HttpResponse<String> faults =
                service.post(BACKTESTS, "{\"rules\":[{}],\"from\":\"x\",\"colour\":1}");
        assertThat(faults.statusCode()).isEqualTo(400);
        assertThat(faults.body())
                .contains("rules[0].ruleId", "rules[0].expression", "from", "to", "colour");
        assertThat(service.post(BACKTESTS, "x".repeat(3 << 20)).statusCode()).isEqualTo(413);
        assertThat(service.get(BACKTESTS + "/nobody").statusCode()).isEqualTo(404);
        assertThat(service.delete(BACKTESTS + "/nobody").statusCode()).isEqualTo(404);
        assertThat(service.get(BACKTESTS).statusCode()).isEqualTo(405);
        assertThat(service.get("/v3/api-docs").body())
                .contains("/v1/backtests/{id}", "BacktestRequest");
    }

    @Test
    @Order(7)
    void shouldRefuseABacktestWhileAsManyWaitAsMayAndRunTheOthers() throws Exception {
        List<String> taken = new ArrayList<>();
        HttpResponse<String> answer = service.post(BACKTESTS, request(FROM, TO));
        // Each that ends meanwhile makes room for another.
        while (answer.statusCode() == 202 && taken.size() < 1_000) {
            taken.add(JSON.readTree(answer.body()).path("id").asString());
            answer = service.post(BACKTESTS, request(FROM, TO));
        }

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("application/problem+json");
        assertThat(hits(done(taken.getLast()).path("report"))).isEqualTo(hitsLive());
        assertThat(service.post(BACKTESTS, request(FROM, TO)).statusCode()).isEqualTo(202);
    }

    private static void decide(Random random) {
        List<String> sent = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS; i++) {
            // The last few lie beyond the range; each card goes on in time.
            Instant at =
                    FROM.plus(RANGE.multipliedBy(i).dividedBy(TRANSACTIONS - 20)).plusMillis(i);
            sent.add(
                    ingest.send(
                            aTransaction("b-" + i)
                                    .card(i == 0 ? REPEATED : "card-" + random.nextInt(12))
                                    .device("device-" + random.nextInt(6))
                                    .terminal("t-" + random.nextInt(4))
                                    .amountMinor(amount(random))
                                    .at(at)));
        }
        // Told again: a repeat of the verdict, which must not count.
        sent.add(ingest.send(aTransaction("b-0").card(REPEATED).at(FROM)));
        sent.add(ingest.send(aTransaction("after").card(REPEATED).at(TO)));
        List<Verdict> twice = ingest.verdicts("b-0", 2);
        assertThat(twice.getLast())
                .isEqualTo(Verdict.newBuilder(twice.getFirst()).setRepeat(true).build());
        for (String id : sent) {
            Verdict verdict = ingest.verdicts(id, 1).getFirst();
            if (verdict.getOccurredAt().isBefore(TO)) {
                VERDICTS.put(id, verdict);
            }
        }
        assertThat(VERDICTS.keySet())
                .allSatisfy(id ->
                        assertThat(ingest.verdicts(id, 1))
                                .filteredOn(it -> !it.getRepeat())
                                .as("verdicts on %s that are no repeats", id)
                                .hasSize(1));
        assertThat(VERDICTS).hasSizeBetween(TRANSACTIONS / 2, TRANSACTIONS - 1);
    }

    private static long amount(Random random) {
        return Math.round(Math.exp(5 + 5 * random.nextDouble()));
    }

    private static void labelSome(Random random) {
        VERDICTS.keySet()
                .forEach(id -> {
                    if (random.nextInt(3) > 0) {
                        boolean fraud = random.nextInt(4) == 0;
                        // What is known later counts, in whichever order it is told.
                        ingest.label(id, fraud, TO.plus(DAY), TO.plus(DAY));
                        ingest.label(id, !fraud, TO, TO.plus(DAY));
                        LABELS.put(id, fraud);
                    }
                });
    }

    private static String expression(Random random, int i) {
        return switch (i % 4) {
            case 0 -> "amountMinor > %d.0".formatted(amount(random));
            case 1 ->
                    "cardCount24h >= %d.0 && amountToUsualRatio > %s"
                            .formatted(1 + random.nextInt(4), 0.5 + 3 * random.nextDouble());
            case 2 ->
                    "amountZScore > %s || !present(deviceAgeHours)"
                            .formatted(2 * random.nextDouble());
            default -> "cardSumMinor24h / 3.0 > %s && deviceKnown".formatted(amount(random) + 0.1);
        };
    }

    private static String rule(String ruleId, String expression) {
        return ("{\"ruleId\":\"%s\",\"expression\":\"%s\",\"action\":\"REVIEW\",\"mode\":\"SHADOW\","
                        + "\"description\":\"Tried.\"}")
                .formatted(ruleId, expression);
    }

    private static String request(Instant from, Instant to) {
        return "{\"rules\":[%s],\"from\":\"%s\",\"to\":\"%s\"}"
                .formatted(String.join(",", TRIED.values()), from, to);
    }

    private static String start(String request) throws Exception {
        HttpResponse<String> started = service.post(BACKTESTS, request);
        assertThat(started.statusCode()).as(started.body()).isEqualTo(202);
        String id = JSON.readTree(started.body()).path("id").asString();
        assertThat(started.headers().firstValue("Location")).hasValue(BACKTESTS + "/" + id);
        return id;
    }

    private static JsonNode done(String id) throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(service.json(BACKTESTS + "/" + id).path("status").asString())
                                .isEqualTo("DONE"));
        return service.json(BACKTESTS + "/" + id);
    }

    /** As they are told, and as they must be. */
    private record Counts(long hits, long frauds, long honest) {
        static final Counts NONE = new Counts(0, 0, 0);

        static Counts of(JsonNode told) {
            return new Counts(
                    told.path("hits").asLong(-1),
                    told.path("confirmedFraud").asLong(-1),
                    told.path("confirmedHonest").asLong(-1));
        }
    }

    private static Map<String, Counts> hits(JsonNode report) {
        Map<String, Counts> hits = new TreeMap<>();
        report.path("byRule")
                .forEach(rule ->
                        hits.put(
                                rule.path("ruleId").asString(),
                                Counts.of(rule.path("alerts").path("counts"))));
        return hits;
    }

    private static Map<String, Counts> hitsLive() {
        Map<String, Counts> hits = new TreeMap<>();
        TRIED.keySet()
                .forEach(ruleId ->
                        hits.put(
                                ruleId,
                                countsOf(
                                        VERDICTS.values().stream()
                                                .filter(it -> it.getShadow().contains(ruleId)))));
        return hits;
    }

    private static Stream<Verdict> speaking() {
        return VERDICTS.values().stream().filter(it -> !it.getShadow().isEmpty());
    }

    private static Stream<Verdict> decidedThen(Stream<Verdict> verdicts) {
        return verdicts.filter(it -> it.getDecision() != Decision.APPROVE);
    }

    private static boolean spoke(Verdict verdict, String ruleId) {
        return verdict.getReasons().stream().map(Reason::getCode).anyMatch(ruleId::equals);
    }

    private static Counts countsOf(Stream<Verdict> verdicts) {
        List<Boolean> labels = verdicts.map(Verdict::getTransactionId).map(LABELS::get).toList();
        return new Counts(
                labels.size(),
                labels.stream().filter(Boolean.TRUE::equals).count(),
                labels.stream().filter(Boolean.FALSE::equals).count());
    }
}
