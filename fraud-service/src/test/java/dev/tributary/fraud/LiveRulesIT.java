package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;
import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.wire.RuleAvroMapper;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Rule;
import dev.tributary.schemas.fraud.RuleMode;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;

/**
 * Rules that change while the service runs, against a broker and a registry of their own: first one
 * instance, which scores every transaction, later a second beside it. The order is that of a rule's
 * life; what a test puts it removes.
 */
@TestMethodOrder(OrderAnnotation.class)
class LiveRulesIT {
    private static final Logger LOG = LoggerFactory.getLogger(LiveRulesIT.class);
    private static final String RULES = "/v1/rules/";
    private static final int MANY = 10_000;
    private static final int TIMED = 5;

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static FraudInstance first;
    private static PlayedIngest ingest;

    @BeforeAll
    static void startOne() throws Exception {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        kafka.deploySchemas();
        first = FraudInstance.start(kafka, folder.resolve("first")).awaitReady();
        ingest = new PlayedIngest(kafka);
    }

    @AfterAll
    static void stop() {
        ingest.close();
        first.close();
    }

    @Test
    @Order(1)
    void shouldShowARuleInTheNextVerdictUntilItIsSwitchedOffAndRemoved() throws Exception {
        Verdict before = ingest.decide(aTransaction("t-1").card("c-1").amountMinor(777));
        assertThat(before.getReasons()).isEmpty();

        HttpResponse<String> made = first.put(RULES + "LUCKY", body("REVIEW", "ACTIVE"));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body()).contains("\"inForce\":true", "\"origin\":\"ANALYST\"");
        Verdict active = ingest.decide(aTransaction("t-2").card("c-2").amountMinor(777));
        assertThat(active.getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(active.getReasons()).extracting(Reason::getCode).containsExactly("LUCKY");
        assertThat(active.getReasons().getFirst().getDetail())
                .isEqualTo("Tested. Seen: amountMinor 777.");
        assertThat(active.getRuleSetVersion()).isNotEqualTo(before.getRuleSetVersion());
        assertThat(active.getRuleSetVersion())
                .isEqualTo(first.json("/v1/rules").path("ruleSetVersion").asString());

        HttpResponse<String> shadow = first.put(RULES + "LUCKY", body("BLOCK", "SHADOW"));
        assertThat(shadow.statusCode()).isEqualTo(200);
        Verdict onTrial = ingest.decide(aTransaction("t-3").card("c-3").amountMinor(777));
        assertThat(onTrial.getDecision()).isEqualTo(Decision.APPROVE);
        assertThat(onTrial.getReasons()).isEmpty();
        assertThat(onTrial.getShadow()).containsExactly("LUCKY");

        assertThat(first.put(RULES + "LUCKY", body("BLOCK", "DISABLED")).statusCode())
                .isEqualTo(200);
        Verdict off = ingest.decide(aTransaction("t-4").card("c-4").amountMinor(777));
        assertThat(off.getDecision()).isEqualTo(Decision.APPROVE);
        assertThat(off.getShadow()).isEmpty();

        assertThat(first.put(RULES + "LUCKY", body("BLOCK", "ACTIVE")).statusCode()).isEqualTo(200);
        assertThat(first.delete(RULES + "LUCKY").statusCode()).isEqualTo(204);
        Verdict removed = ingest.decide(aTransaction("t-5").card("c-5").amountMinor(777));
        assertThat(removed.getDecision()).isEqualTo(Decision.APPROVE);
        assertThat(removed.getRuleSetVersion()).isEqualTo(before.getRuleSetVersion());
        assertThat(first.get(RULES + "LUCKY").statusCode()).isEqualTo(404);
        assertThat(first.delete(RULES + "LUCKY").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void shouldFallSilentWhenARuleExpiresInEventTime() throws Exception {
        Instant expiresAt = Instant.parse("2026-01-01T12:00:00Z");
        String body =
                body("REVIEW", "ACTIVE").replace("}", ",\"expiresAt\":\"" + expiresAt + "\"}");
        assertThat(first.put(RULES + "SHORT", body).statusCode()).isEqualTo(201);

        Verdict inTime =
                ingest.decide(
                        aTransaction("e-1")
                                .card("e-1")
                                .amountMinor(777)
                                .at(expiresAt.minusMillis(1)));
        Verdict expired =
                ingest.decide(aTransaction("e-2").card("e-2").amountMinor(777).at(expiresAt));

        assertThat(inTime.getReasons()).extracting(Reason::getCode).containsExactly("SHORT");
        assertThat(expired.getReasons()).isEmpty();
        assertThat(first.delete(RULES + "SHORT").statusCode()).isEqualTo(204);
    }

    @Test
    @Order(3)
    void shouldRefuseWhatIsNoRule() throws Exception {
        String good = body("REVIEW", "ACTIVE");
        HttpResponse<String> unknown =
                first.put(RULES + "R", good.replace("amountMinor", "amountMinr"));
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.headers().firstValue("Content-Type"))
                .hasValueSatisfying(it -> assertThat(it).startsWith("application/problem+json"));
        assertThat(unknown.body())
                .contains(
                        "urn:problem-type:tributary:invalid-expression",
                        "\"line\":1",
                        "\"column\":1",
                        "\"nearest\":\"amountMinor\"");
        assertThat(status("R", good.replace("amountMinor", "!".repeat(10_000) + "deviceKnown")))
                .isEqualTo(422);
        assertThat(status("R", good.replace("amountMinor", "1.0/".repeat(400) + "0.0")))
                .isEqualTo(422);
        assertThat(status("R", good.replace("amountMinor", "x".repeat(1 << 20)))).isEqualTo(413);
        assertThat(status("R", "{\"a\":".repeat(10_000))).isEqualTo(400);
        assertThat(status("R", good.substring(1))).isEqualTo(400);
        assertThat(status("R", good.replace("}", ",\"colour\":\"blue\"}"))).isEqualTo(400);
        assertThat(status("1", good)).isEqualTo(400);
        assertThat(status("x".repeat(65), good)).isEqualTo(400);
        assertThat(first.put(RULES + "R", good, "text/plain").statusCode()).isEqualTo(415);
        assertThat(first.put("/v1/rules", good).statusCode()).isEqualTo(405);
        assertThat(first.get("/v1/rules?limit=0").statusCode()).isEqualTo(400);
        assertThat(first.get("/v1/rules?limit=many").statusCode()).isEqualTo(400);
        assertThat(first.get(RULES + "R").statusCode()).isEqualTo(404);
        for (String builtIn : List.of("IMPOSSIBLE_TRAVEL", "VELOCITY_COUNT_1M")) {
            assertThat(status(builtIn, good)).isEqualTo(409);
            assertThat(first.delete(RULES + builtIn).statusCode()).isEqualTo(409);
            assertThat(first.get(RULES + builtIn).body())
                    .contains("\"origin\":\"BUILT_IN\"", "\"inForce\":true");
        }
    }

    @Test
    @Order(4)
    void shouldListRulesPageByPageAndTellTheCatalogue() throws Exception {
        Rule later = rule("LATER", "amountMinor > 5.0", Mode.ACTIVE);
        later.setMode(RuleMode.UNKNOWN);
        publish(
                Map.of(
                        "FOREIGN",
                        rule("FOREIGN", "tomorrowsFeature > 5.0", Mode.ACTIVE),
                        "LATER",
                        later));
        assertThat(first.put(RULES + "ZULU", body("REVIEW", "ACTIVE")).statusCode()).isEqualTo(201);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(first.get(RULES + "FOREIGN").body())
                                .contains(
                                        "\"inForce\":false",
                                        "\"faults\":[{",
                                        "there is no feature 'tomorrowsFeature'",
                                        "\"line\":1"));
        assertThat(first.get(RULES + "LATER").body())
                .contains("\"inForce\":false", "\"leftOut\":\"this version does not know its mode");

        List<String> all = ids(first.json("/v1/rules?limit=1000"));
        assertThat(all).isSorted().contains("FOREIGN", "LATER", "ZULU", "CARD_TESTING");
        List<String> paged = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = first.json("/v1/rules?limit=4&cursor=" + cursor);
            paged.addAll(ids(page));
            cursor = page.path("nextCursor").asString("");
        } while (!cursor.isEmpty());
        assertThat(paged).isEqualTo(all);

        JsonNode features = first.json("/v1/features").path("features");
        assertThat(features.size()).isEqualTo(Feature.values().length);
        assertThat(first.get("/v1/features").body())
                .contains(
                        "{\"name\":\"cardCount5m\",\"type\":\"INTEGER\",\"unit\":\"transactions\","
                                + "\"meaning\":\"Attempts with the card, this one included.\","
                                + "\"window\":\"PT5M\",\"basis\":\"EARLIER_AND_CURRENT\","
                                + "\"inclusive\":true}");
        assertThat(first.get("/v3/api-docs").body())
                .contains("/v1/rules/{ruleId}", "/v1/features", "RuleBody");
        assertThat(first.metrics())
                .contains(
                        "tributary_fraud_rules_refused_rules 2.0",
                        "tributary_fraud_rules_swap_seconds_count",
                        "tributary_fraud_rule_guard_failures_total 0.0",
                        "tributary_fraud_rule_guard_disabled_rules 0.0",
                        "tributary_feed_ready{feed=\"rules\"} 1.0");
        // What cannot be used can be removed.
        for (String ruleId : List.of("FOREIGN", "LATER", "ZULU")) {
            assertThat(first.delete(RULES + ruleId).statusCode()).isEqualTo(204);
        }
    }

    @Test
    @Order(5)
    void shouldTellThatAChangeIsNotKnownWhenTheBrokerIsAway() throws Exception {
        kafka.broker().kill();
        HttpResponse<String> put = first.put(RULES + "LOST", body("REVIEW", "ACTIVE"));
        assertThat(put.statusCode()).isEqualTo(503);
        assertThat(put.headers().firstValue("Retry-After")).hasValue("1");
        await().atMost(PATIENCE)
                .until(() -> first.health("readiness").body().contains("fraud.rules.v1"));
        assertThat(first.get("/v1/rules").statusCode()).isEqualTo(200);

        kafka.broker().start();
        await().atMost(PATIENCE)
                .until(() ->
                        first.put(RULES + "LOST", body("REVIEW", "ACTIVE")).statusCode() / 10
                                == 20);
        first.awaitReady();
        await().atMost(PATIENCE)
                .until(() -> first.json(RULES + "LOST").path("inForce").asBoolean());
        assertThat(ingest.decide(aTransaction("b-1").card("b-1").amountMinor(777)).getReasons())
                .extracting(Reason::getCode)
                .containsExactly("LOST");
        assertThat(first.delete(RULES + "LOST").statusCode()).isEqualTo(204);
    }

    @Test
    @Order(6)
    void shouldDecideByTheSettingsAndSaySoWhenRulesDoNotComeAndKeepThemOverARestart()
            throws Exception {
        assertThat(first.put(RULES + "KEPT", body("REVIEW", "ACTIVE")).statusCode()).isEqualTo(201);
        first.close();
        try (FraudInstance blind =
                FraudInstance.start(
                        kafka,
                        folder.resolve("first"),
                        "--spring.kafka.consumer.bootstrap-servers=127.0.0.1:1",
                        "--tributary.fraud.start-wait=1s")) {
            Verdict verdict = ingest.decide(aTransaction("k-1").card("k-1").amountMinor(777));
            assertThat(verdict.getDegraded())
                    .containsExactly(
                            "rules:not-loaded", "entity-risk:not-loaded", "models:not-loaded");
            assertThat(verdict.getReasons()).isEmpty();
            assertThat(blind.health("readiness").statusCode()).isEqualTo(503);
            assertThat(blind.health("readiness").body()).contains("fraud.rules.v1");
            assertThat(blind.get(RULES + "KEPT").statusCode()).isEqualTo(503);
            assertThat(blind.json("/v1/rules").path("loaded").asBoolean()).isFalse();
        }
        first = FraudInstance.start(kafka, folder.resolve("first")).awaitReady();
        Verdict verdict = ingest.decide(aTransaction("k-2").card("k-2").amountMinor(777));
        assertThat(verdict.getDegraded()).isEmpty();
        assertThat(verdict.getReasons()).extracting(Reason::getCode).containsExactly("KEPT");
        assertThat(first.delete(RULES + "KEPT").statusCode()).isEqualTo(204);
    }

    @Test
    @Order(7)
    void shouldTakeUpThousandsOfRulesOnEveryInstanceWhileVerdictsKeepComing() throws Exception {
        try (FraudInstance second =
                FraudInstance.start(kafka, folder.resolve("second")).awaitReady()) {
            logTimes("few rules", second);
            List<String> sent = new ArrayList<>();
            Map<String, Rule> many = new TreeMap<>();
            for (int i = 0; i < MANY; i++) {
                String ruleId = "MANY-%05d".formatted(i);
                String expression =
                        "cardCount24h > %d.0 && amountMinor > %d.0".formatted(i % 40, 1_000 + i);
                many.put(ruleId, rule(ruleId, expression, Mode.SHADOW));
            }
            publish(many);
            String last = RULES + "MANY-%05d".formatted(MANY - 1);
            await().atMost(PATIENCE)
                    .until(() -> {
                        sent.add(ingest.send(aTransaction("m-" + sent.size()).card("m")));
                        return first.json(last).path("inForce").asBoolean()
                                && second.json(last).path("inForce").asBoolean();
                    });
            assertThat(sent).allSatisfy(id -> assertThat(ingest.verdict(id)).isNotNull());
            Verdict verdict =
                    ingest.decide(aTransaction("many").card("many-1").amountMinor(1_000_000));
            assertThat(verdict.getShadow()).hasSize(MANY / 40);
            assertThat(first.json("/v1/rules").path("ruleSetVersion"))
                    .isEqualTo(second.json("/v1/rules").path("ruleSetVersion"));
            logTimes("%d rules".formatted(MANY), second);

            many.replaceAll((ruleId, rule) -> null);
            publish(many);
            await().atMost(PATIENCE).until(() -> first.get(last).statusCode() == 404);
        }
    }

    /** From the begin of a PUT to the first instance until each has the rule in force. */
    private static void logTimes(String what, FraudInstance second) throws Exception {
        double[] here = new double[TIMED];
        double[] there = new double[TIMED];
        for (int i = 0; i < TIMED; i++) {
            String description = "\"description\":\"Try " + i + ".\"";
            String body =
                    body("REVIEW", "SHADOW").replace("\"description\":\"Tested.\"", description);
            long begunNanos = System.nanoTime();
            assertThat(first.put(RULES + "TIMED", body).statusCode() / 10).isEqualTo(20);
            here[i] = millisSince(begunNanos);
            await().pollDelay(0, TimeUnit.MILLISECONDS)
                    .pollInterval(1, TimeUnit.MILLISECONDS)
                    .atMost(PATIENCE)
                    .until(() -> {
                        String seen = second.get(RULES + "TIMED").body();
                        return seen.contains(description) && seen.contains("\"inForce\":true");
                    });
            there[i] = millisSince(begunNanos);
        }
        assertThat(first.delete(RULES + "TIMED").statusCode()).isEqualTo(204);
        Arrays.sort(here);
        Arrays.sort(there);
        LOG.info(
                "{}: from PUT to in force, median and worst of {}: {} and {} ms where it was put,"
                        + " {} and {} ms on the other instance",
                what,
                TIMED,
                here[TIMED / 2],
                here[TIMED - 1],
                there[TIMED / 2],
                there[TIMED - 1]);
    }

    private static double millisSince(long begunNanos) {
        return Math.rint((System.nanoTime() - begunNanos) / 1e5) / 10;
    }

    private static int status(String ruleId, String body) throws Exception {
        return first.put(RULES + ruleId, body).statusCode();
    }

    private static List<String> ids(JsonNode page) {
        return StreamSupport.stream(page.path("rules").spliterator(), false)
                .map(it -> it.path("ruleId").asString())
                .toList();
    }

    private static String body(String action, String mode) {
        return "{\"expression\":\"amountMinor == 777.0\",\"action\":\"%s\",\"mode\":\"%s\",\"description\":\"Tested.\"}"
                .formatted(action, mode);
    }

    private static Rule rule(String ruleId, String expression, Mode mode) {
        RuleDefinition definition =
                new RuleDefinition(
                        ruleId,
                        ruleId,
                        expression,
                        Action.SCORE,
                        0.01,
                        mode,
                        Origin.LEARNED,
                        "Tested.",
                        null);
        return RuleAvroMapper.toAvro(new PublishedRule(definition, "made up", Instant.EPOCH));
    }

    /** As a job does that writes rules to the topic itself; null removes. */
    private static void publish(Map<String, @Nullable Rule> rules) {
        AvroSerializer<Rule> serializer = new AvroSerializer<>();
        serializer.configure(
                Map.of(
                        "schema.registry.url",
                        kafka.registryUrl(),
                        "auto.register.schemas",
                        "false"),
                false);
        try (KafkaProducer<String, Rule> producer =
                new KafkaProducer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
                        new StringSerializer(),
                        serializer)) {
            rules.forEach((ruleId, rule) -> {
                var _ = producer.send(new ProducerRecord<>(FraudTopics.RULES.name(), ruleId, rule));
            });
        }
    }
}
