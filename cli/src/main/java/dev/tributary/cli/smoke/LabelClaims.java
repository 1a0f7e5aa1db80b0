package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** What becomes of transactions, and what is known by it. */
final class LabelClaims {
    private static final int ASKED_MAX = 200;

    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;
    private final Purchases purchases;

    LabelClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
        this.purchases = scene.purchases();
    }

    void run() {
        labels();
    }

    private void labels() {
        claims.that(
                "what became of a transaction is told of the rules that spoke about it",
                () -> {
                    client.label(label("smoke-burst-6", "")).expect(202);
                    String rule =
                            scene.url(Service.FRAUD) + "/v1/rules/VELOCITY_COUNT_1M/performance";
                    Reply told = client.getUntil(rule, it -> confirmedFraud(it) > 0).expect(200);
                    same("confirmed frauds", confirmedFraud(told), 1L);
                });
        claims.that(
                "a fraud at a terminal is known to what happens there later, and not to what did"
                        + " before",
                () -> {
                    Instant labelledAt = Instant.now();
                    String at = ", \"terminalId\": \"t-smoke\", \"occurredAt\": \"%s\"";
                    String first = at.formatted(labelledAt.minus(Duration.ofDays(1)));
                    purchases.accept(
                            "smoke-label-1",
                            client.post(Purchases.body("smoke-label-1", "card-l1", 900, first)));
                    client.label(
                                    label(
                                            "smoke-label-1",
                                            ", \"labelledAt\": \"%s\"".formatted(labelledAt)))
                            .expect(202);
                    double frauds = 0;
                    // What follows from a label comes a second later, or when the machine is slow.
                    for (int i = 2; frauds == 0 && i < ASKED_MAX; i++) {
                        TimeUnit.NANOSECONDS.sleep(SuiteClient.PAUSE.toNanos());
                        String id = "smoke-label-" + i;
                        String now = at.formatted(labelledAt.plusMillis(i));
                        purchases.accept(
                                id, client.post(Purchases.body(id, "card-l" + i, 900, now)));
                        frauds = terminalFrauds(id);
                    }
                    same("labelled transactions known there", frauds, 1.0);
                    String before = at.formatted(labelledAt.minusMillis(1));
                    purchases.accept(
                            "smoke-before",
                            client.post(Purchases.body("smoke-before", "card-l0", 900, before)));
                    same("those known before", terminalFrauds("smoke-before"), 0.0);
                });
        claims.that(
                "a label with faults is refused with all of them",
                () ->
                        client.label("{\"fraud\": 1, \"source\": \"NOBODY\"}")
                                .expectProblem(400, "transactionId", "fraud", "source"));
    }

    private static String label(String id, String more) {
        return "{\"transactionId\": \"%s\", \"fraud\": true, \"source\": \"CHARGEBACK\"%s}"
                .formatted(id, more);
    }

    private static long confirmedFraud(Reply performance) {
        return performance.json().path("recent").path("confirmedFraud").asLong(0);
    }

    private double terminalFrauds(String id) throws IOException, InterruptedException {
        Reply explained =
                client.get(
                        scene.url(Service.INGEST)
                                + "/v1/transactions/"
                                + id
                                + "?explain=true&wait=PT10S");
        return explained.expect(200).json().path("features").path("terminalCount30d").asDouble(0);
    }
}
