package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;
import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.fraud.topology.TransactionBuilder;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.fraud.Verdict;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/** Labels and uses on their way back into verdicts, and what is told of rules, over a broker. */
@TestMethodOrder(OrderAnnotation.class)
class LearningIT {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final String RULE = "ON_TRIAL";
    private static final long ODD_AMOUNT = 777;
    private static final AtomicInteger ASKED = new AtomicInteger();

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static FraudInstance service;
    private static PlayedIngest ingest;

    @BeforeAll
    static void startOne() throws Exception {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        kafka.deploySchemas();
        service = start("first");
        ingest = new PlayedIngest(kafka);
    }

    private static FraudInstance start(String state) {
        return FraudInstance.start(
                        kafka,
                        folder.resolve(state),
                        "--tributary.fraud.learning.entity-interval=100ms",
                        "--tributary.fraud.learning.performance-interval=200ms",
                        "--tributary.fraud.learning.label-retention=1h")
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        ingest.close();
        service.close();
    }

    @Test
    @Order(1)
    void shouldTellAVerdictOfADevicesUsesByOtherCards() {
        ingest.decide(aTransaction("use-1").card("card-1").device("phone").at(THEN));
        ingest.decide(aTransaction("use-2").card("card-2").device("phone").at(THEN));

        awaitFeature(
                aTransaction("").card("card-3").device("phone").at(THEN.plusSeconds(60)),
                "deviceOtherCards24h",
                2.0);
    }

    @Test
    @Order(2)
    void shouldTellAVerdictOfALabelFromWhenOnItWasKnownAndNotBefore() {
        ingest.label("fraud-1", true, THEN.plus(DAY), THEN.plus(DAY));
        Verdict first =
                ingest.decide(aTransaction("fraud-1").card("card-4").terminal("t-4").at(THEN));
        assertThat(first.getFeatures()).doesNotContainKey("terminalCount30d");
        assertThat(first.getDegraded()).isEmpty();

        awaitFeature(
                aTransaction("").card("card-5").terminal("t-4").at(THEN.plus(DAY)),
                "terminalFraudRate30d",
                1.0);
        Verdict before =
                ingest.decide(
                        aTransaction("before")
                                .card("card-6")
                                .terminal("t-4")
                                .at(THEN.plus(DAY).minusMillis(1)));
        assertThat(before.getFeatures()).doesNotContainKey("terminalFraudRate30d");
    }

    @Test
    @Order(3)
    void shouldTellHowARuleDidOnceItsDaysAreMature() throws Exception {
        assertThat(
                        service.put(
                                        "/v1/rules/" + RULE,
                                        """
                                        {"expression": "amountMinor == %d.0", "action": "BLOCK",
                                         "mode": "SHADOW", "description": "An odd amount."}
                                        """
                                                .formatted(ODD_AMOUNT))
                                .statusCode())
                .isEqualTo(201);
        for (int i = 0; i < 3; i++) {
            Verdict verdict =
                    ingest.decide(aTransaction("odd-" + i).amountMinor(ODD_AMOUNT).at(THEN));
            assertThat(verdict.getShadow()).containsExactly(RULE);
        }
        ingest.label("odd-0", true, THEN.plus(DAY), THEN.plus(DAY));
        ingest.label("odd-1", true, THEN.plus(DAY), THEN.plus(DAY));
        ingest.label("odd-1", false, THEN.plus(DAY).plusMillis(1), THEN.plus(DAY));

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(performance(RULE).path("recent").toString())
                                .startsWith(
                                        "{\"hits\":3,\"confirmedFraud\":1,\"confirmedHonest\":1,"
                                                + "\"unlabelled\":1,\"precision\":{\"value\":0.5,"));
        assertThat(performance(RULE).path("total").path("hits").asLong()).isZero();

        ingest.decide(aTransaction("later").card("later").at(THEN.plus(DAY.multipliedBy(8))));

        await().atMost(PATIENCE)
                .until(() -> performance(RULE).path("total").path("hits").asLong() == 3);
        JsonNode total = performance(RULE).path("total");
        assertThat(total.path("precision").path("over").asLong()).isEqualTo(2);
        assertThat(total.path("precision").path("lower").asDouble()).isBetween(0.09, 0.1);
        assertThat(total.path("precisionOfAllHits").path("over").asLong()).isEqualTo(3);
        assertThat(performance(RULE).path("days").get(0).path("day").asString())
                .isEqualTo("2026-01-01");
        assertThat(performance("CARD_TESTING").path("total").path("hits").asLong()).isZero();
        assertThat(service.get("/v1/rules/NOBODY/performance").statusCode()).isEqualTo(404);
        assertThat(service.get("/v1/models/none/performance").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void shouldDivertALabelForNothingAndGoOnAfterPoison() throws Exception {
        Instant now = THEN.plus(DAY.multipliedBy(9));
        for (int i = 0; i < 40; i++) {
            ingest.label("nobody-" + i, true, THEN, now);
        }
        // Time of arrivals passes in each partition.
        for (int i = 0; i < 40; i++) {
            Instant later = now.plus(Duration.ofHours(1)).plusMillis(1);
            ingest.label("still-waiting-" + i, true, THEN, later);
        }

        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(service.metrics())
                                .contains(
                                        "tributary_fraud_labels_total{outcome=\"unmatched\"} 40.0"));
    }

    @Test
    @Order(5)
    void shouldKnowAllOfItAfterARestartWithoutItsDisk() throws Exception {
        JsonNode before = performance(RULE);
        service.close();
        service = start("second");

        assertThat(performance(RULE)).isEqualTo(before);
        Verdict verdict =
                ingest.decide(
                        aTransaction("after")
                                .card("card-7")
                                .terminal("t-4")
                                .device("phone")
                                .at(THEN.plus(DAY).minusMillis(1)));
        assertThat(verdict.getDegraded()).isEmpty();
        awaitFeature(
                aTransaction("").card("card-8").terminal("t-4").at(THEN.plus(DAY)),
                "terminalFraudRate30d",
                1.0);

        ingest.label("odd-2", true, THEN.plus(DAY), THEN.plus(DAY));
        await().atMost(PATIENCE)
                .until(() -> performance(RULE).path("total").path("confirmedFraud").asLong() == 2);
        assertThat(performance(RULE).path("total").path("unlabelled").asLong()).isZero();
    }

    private static JsonNode performance(String ruleId) throws Exception {
        return service.json("/v1/rules/" + ruleId + "/performance");
    }

    /** What is learned takes about a second to come back, so the same is asked until it has. */
    private static void awaitFeature(TransactionBuilder asked, String feature, double value) {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(
                                        ingest.decide(asked.id("asked-" + ASKED.incrementAndGet()))
                                                .getFeatures())
                                .containsEntry(feature, value));
    }
}
