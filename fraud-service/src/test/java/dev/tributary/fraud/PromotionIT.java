package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;
import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Learned rules from their trial to their end, by what became of their hits, over a broker. */
@TestMethodOrder(OrderAnnotation.class)
class PromotionIT {
    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int HITS = 30;
    private static final long GOOD = 777;
    private static final long BAD = 888;
    private static final long ANALYST = 999;
    private static final String ACTING = "tributary_fraud_promotion_acting 1.0";

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static FraudInstance first;
    private static PlayedIngest ingest;

    @BeforeAll
    static void startOne() throws Exception {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        kafka.deploySchemas();
        first = start("first");
        ingest = new PlayedIngest(kafka);
    }

    private static FraudInstance start(String state) {
        return FraudInstance.start(
                        kafka,
                        folder.resolve(state),
                        "--tributary.fraud.learning.performance-interval=200ms",
                        "--tributary.fraud.promotion.interval=200ms",
                        "--tributary.fraud.promotion.policy.least-days=1",
                        "--tributary.fraud.promotion.policy.least-hits=" + HITS)
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        ingest.close();
        first.close();
    }

    @Test
    @Order(1)
    void shouldPromoteAndRetireByWhatBecameOfTheHitsOnceLabelsAreDue() throws Exception {
        put("GOOD", GOOD, "LEARNED");
        put("BAD", BAD, "LEARNED");
        put("ANALYSTS", ANALYST, "ANALYST");
        for (int i = 0; i < HITS; i++) {
            decideAndLabel("good-" + i, GOOD, true);
            decideAndLabel("bad-" + i, BAD, false);
            decideAndLabel("analysts-" + i, ANALYST, true);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        first.json("/v1/rules/ANALYSTS/performance")
                                        .path("recent")
                                        .path("confirmedFraud")
                                        .asLong()
                                == HITS);
        assertThat(mode("GOOD")).isEqualTo("SHADOW");

        // The day is mature from here on.
        ingest.decide(aTransaction("later").card("later").at(THEN.plus(DAY.multipliedBy(8))));

        awaitMode("GOOD", "ACTIVE");
        awaitMode("BAD", "DISABLED");
        assertThat(provenance("GOOD"))
                .startsWith("Made up.\nPROMOTED SHADOW to ACTIVE at ")
                .contains("30 of 30 hits were fraud");
        assertThat(provenance("BAD"))
                .startsWith("Made up.\nRETIRED SHADOW to DISABLED at ")
                .contains("0 of 30 hits were fraud");
        assertThat(mode("ANALYSTS")).isEqualTo("SHADOW");
        assertThat(first.metrics())
                .contains(
                        ACTING,
                        "tributary_fraud_promotion_changes_total{reason=\"promoted\"} 1.0",
                        "tributary_fraud_promotion_changes_total{reason=\"retired\"} 1.0",
                        "tributary_fraud_promotion_changes_total{reason=\"set_back\"} 0.0");

        Verdict verdict =
                ingest.decide(
                        aTransaction("now")
                                .card("now")
                                .amountMinor(GOOD)
                                .at(THEN.plus(DAY.multipliedBy(8))));
        assertThat(verdict.getReasons()).extracting(Reason::getCode).containsExactly("GOOD");
    }

    @Test
    @Order(2)
    void shouldLeaveTheTurnToAnotherInstanceAndRetireWhatTurnsOutWrong() throws Exception {
        try (FraudInstance second = start("second")) {
            List<FraudInstance> both = List.of(first, second);
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(acting(both)).as("acting").hasSize(1));
            for (int i = 0; i < HITS; i++) {
                // Known later, so it counts.
                ingest.label("good-" + i, false, THEN.plus(DAY).plusMillis(1), THEN.plus(DAY));
            }
            awaitMode("GOOD", "DISABLED");
            assertThat(provenance("GOOD").lines().skip(1))
                    .satisfiesExactly(
                            latest -> assertThat(latest).startsWith("RETIRED ACTIVE to DISABLED"),
                            before -> assertThat(before).startsWith("PROMOTED SHADOW to ACTIVE"));

            first.close();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(acting(List.of(second))).hasSize(1));
        }
        first = start("third");
    }

    private static List<FraudInstance> acting(List<FraudInstance> instances) throws Exception {
        List<FraudInstance> acting = new ArrayList<>();
        for (FraudInstance instance : instances) {
            if (instance.metrics().contains(ACTING)) {
                acting.add(instance);
            }
        }
        return acting;
    }

    private static void put(String ruleId, long amountMinor, String origin) throws Exception {
        String body =
                """
                {"expression": "amountMinor == %d.0", "action": "REVIEW", "mode": "SHADOW",
                 "origin": "%s", "description": "An amount.", "provenance": "Made up."}
                """
                        .formatted(amountMinor, origin);
        assertThat(first.put("/v1/rules/" + ruleId, body).statusCode()).isEqualTo(201);
    }

    private static void decideAndLabel(String id, long amountMinor, boolean fraud) {
        Verdict verdict =
                ingest.decide(aTransaction(id).card(id).amountMinor(amountMinor).at(THEN));
        assertThat(verdict.getShadow()).hasSize(1);
        ingest.label(id, fraud, THEN.plus(DAY), THEN.plus(DAY));
    }

    private static void awaitMode(String ruleId, String mode) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    assertThat(mode(ruleId)).isEqualTo(mode);
                    assertThat(first.json("/v1/rules/" + ruleId).path("inForce").asBoolean())
                            .isTrue();
                });
    }

    private static String mode(String ruleId) throws Exception {
        return first.json("/v1/rules/" + ruleId).path("mode").asString();
    }

    private static String provenance(String ruleId) throws Exception {
        return first.json("/v1/rules/" + ruleId).path("provenance").asString();
    }
}
