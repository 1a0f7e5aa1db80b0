package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.holds;
import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.Service;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the suite says about transactions: good, fraudulent and bad ones, one by one and in bulk.
 */
final class VerdictClaims {
    private static final String NDJSON = "application/x-ndjson";
    private static final int BODY_TOO_LARGE = 10 << 20;

    private final Scene scene;
    private final Claims claims;
    private final SuiteClient client;
    private final Purchases purchases;

    VerdictClaims(Scene scene) {
        this.scene = scene;
        this.claims = scene.claims();
        this.client = scene.client();
        this.purchases = scene.purchases();
    }

    void run() {
        goodTransactions();
        fraudulentTransactions();
        badTransactions();
        bulk();
        questions();
    }

    private void goodTransactions() {
        String body = Purchases.body("smoke-good", "card-good", 1999, "");
        claims.that(
                "an ordinary purchase is approved, finally, without reasons",
                () -> {
                    Reply reply = purchases.accept("smoke-good", client.post(body).expect(200));
                    same("the decision", reply.text("decision"), "APPROVE");
                    same("the finality", reply.text("finality"), "FINAL");
                    same("the reasons", reply.texts("reasons", "code"), List.of());
                });
        claims.that(
                "the same transaction again gets the same verdict",
                () -> {
                    Reply again = client.post(body).expect(200);
                    same("the id", again.text("transactionId"), "smoke-good");
                    same(
                            "decidedAt",
                            again.text("decidedAt"),
                            client.transaction("smoke-good").text("decidedAt"));
                });
        claims.that(
                "the same id with another body is refused",
                () ->
                        client.post(Purchases.body("smoke-good", "card-good", 2000, ""))
                                .expectProblem(422));
        claims.that(
                "a transaction without an id is given one",
                () -> {
                    Reply reply =
                            client.post(
                                            """
                                            {"cardId": "card-plain", "amountMinor": 500, "currency": "JPY",
                                             "merchantId": "m-2", "channel": "ECOMMERCE"}\
                                            """)
                                    .expect(200);
                    String id = reply.text("transactionId");
                    holds(!id.isEmpty(), "there is no transactionId");
                    purchases.accept(id, reply);
                });
        claims.that(
                "who does not want to wait is told where to ask",
                () -> {
                    String async = Purchases.body("smoke-async", "card-async", 700, "");
                    Reply reply = client.post(async, "application/json", "respond-async");
                    purchases.accept("smoke-async", reply.expect(202));
                    holds(
                            reply.location().endsWith("/v1/transactions/smoke-async"),
                            "Location is '%s'".formatted(reply.location()));
                    same(
                            "the decision",
                            client.transaction("smoke-async").expect(200).text("decision"),
                            "APPROVE");
                });
    }

    private void fraudulentTransactions() {
        claims.that(
                "a card used in Berlin and ten minutes later in New York is blocked",
                () -> {
                    Instant now = Instant.now();
                    String here = present(52.52, 13.405, now.minus(Duration.ofMinutes(10)));
                    String there = present(40.7128, -74.006, now);
                    String first = Purchases.body("smoke-berlin", "card-travel", 2500, here);
                    String second = Purchases.body("smoke-new-york", "card-travel", 2500, there);
                    purchases.accept("smoke-berlin", client.post(first).expect(200));
                    Reply reply =
                            purchases.accept("smoke-new-york", client.post(second).expect(200));
                    same("the decision", reply.text("decision"), "BLOCK");
                    List<String> reasons = reply.texts("reasons", "code");
                    holds(reasons.contains("IMPOSSIBLE_TRAVEL"), "the reasons are " + reasons);
                });
        claims.that(
                "the sixth transaction of a card within a minute is held for review",
                () -> {
                    for (int i = 1; i <= 5; i++) {
                        String id = "smoke-burst-" + i;
                        Reply reply = client.post(Purchases.body(id, "card-burst", 1500, ""));
                        same(
                                "decision " + i,
                                purchases.accept(id, reply.expect(200)).text("decision"),
                                "APPROVE");
                    }
                    String body = Purchases.body("smoke-burst-6", "card-burst", 1500, "");
                    Reply reply = purchases.accept("smoke-burst-6", client.post(body).expect(200));
                    same("the decision", reply.text("decision"), "REVIEW");
                    List<String> reasons = reply.texts("reasons", "code");
                    holds(
                            reasons.stream().anyMatch(code -> code.startsWith("VELOCITY_COUNT")),
                            "the reasons are " + reasons);
                });
    }

    private void badTransactions() {
        claims.that(
                "every fault of a body is named at once",
                () ->
                        client.post(
                                        """
                                        {"transactionId": "smoke-bad", "amountMinor": -5, "currency": "QQQ",
                                         "merchantId": "m-1", "channel": "PIGEON", "colour": "blue"}\
                                        """)
                                .expectProblem(
                                        400,
                                        "cardId",
                                        "amountMinor",
                                        "currency",
                                        "channel",
                                        "colour"));
        claims.that(
                "a time ahead of now is refused",
                () -> {
                    String ahead = Instant.now().plus(Duration.ofMinutes(5)).toString();
                    String when = ", \"occurredAt\": \"%s\"".formatted(ahead);
                    client.post(Purchases.body("smoke-bad-time", "card-bad", 100, when))
                            .expectProblem(400, "occurredAt");
                });
        claims.that(
                "a body that is no JSON is refused",
                () -> client.post("{\"cardId\": ").expectProblem(400));
        claims.that(
                "a body of another media type is refused",
                () -> client.post("cardId=c", "text/plain", "wait=1").expectProblem(415));
        claims.that(
                "a body of ten megabytes is refused",
                () -> client.post(" ".repeat(BODY_TOO_LARGE)).expectProblem(413));
    }

    private void bulk() {
        claims.that(
                "in a bulk a bad line is rejected alone",
                () -> {
                    String lines =
                            String.join(
                                    "\n",
                                    oneLine(Purchases.body("smoke-bulk-1", "card-bulk", 100, "")),
                                    "{\"transactionId\": \"smoke-bulk-2\"}",
                                    oneLine(Purchases.body("smoke-bulk-3", "card-bulk", 300, "")));
                    Reply reply = client.post(lines + "\n", NDJSON, "wait=30").expect(200);
                    Map<Integer, String> statuses = new TreeMap<>();
                    for (JsonNode line : reply.lines()) {
                        statuses.put(line.path("line").asInt(), line.path("status").asString(""));
                    }
                    purchases.accept("smoke-bulk-1", reply);
                    purchases.accept("smoke-bulk-3", reply);
                    same(
                            "what became of the lines",
                            statuses,
                            Map.of(1, "ACCEPTED", 2, "REJECTED", 3, "ACCEPTED"));
                    client.transaction("smoke-bulk-3").expect(200);
                });
    }

    private void questions() {
        claims.that(
                "a transaction's verdict can be asked for later",
                () ->
                        same(
                                "the decision",
                                client.transaction("smoke-new-york").expect(200).text("decision"),
                                "BLOCK"));
        claims.that(
                "an unknown transaction is not found",
                () ->
                        client.get(scene.url(Service.INGEST) + "/v1/transactions/smoke-nobody")
                                .expectProblem(404));
        claims.that(
                "a card shows its history",
                () -> {
                    Reply card = client.get(scene.url(Service.FRAUD) + "/v1/cards/card-burst");
                    same("the card", card.expect(200).text("cardId"), "card-burst");
                });
        claims.that(
                "an unknown card is not found",
                () ->
                        client.get(scene.url(Service.FRAUD) + "/v1/cards/card-nobody")
                                .expectProblem(404));
    }

    private static String present(double latitude, double longitude, Instant when) {
        return """
        , "terminalId": "t-1", "location": {"latitude": %s, "longitude": %s}, "occurredAt": "%s"\
        """
                .formatted(latitude, longitude, when);
    }

    private static String oneLine(String document) {
        return document.replace("\n", " ");
    }
}
