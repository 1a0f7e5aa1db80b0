package dev.tributary.cli.smoke;

import static dev.tributary.cli.smoke.Claims.holds;
import static dev.tributary.cli.smoke.Claims.same;

import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Service;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/**
 * The round: good, fraudulent and bad transactions in, answers checked as they come, then the
 * topics checked against what was answered.
 */
final class SmokeRound {
    private static final String NDJSON = "application/x-ndjson";
    private static final int ASKED_MAX = 200;
    private static final int BODY_TOO_LARGE = 10 << 20;

    private final LocalSuite suite;
    private final SuiteClient client;
    private final Claims claims;
    private final TreeSet<String> accepted = new TreeSet<>();

    SmokeRound(LocalSuite suite, SuiteClient client, Claims claims) {
        this.suite = suite;
        this.client = client;
        this.claims = claims;
    }

    void run() {
        goodTransactions();
        fraudulentTransactions();
        badTransactions();
        liveRules();
        liveModels();
        labels();
        bulk();
        questions();
        topics();
        operation();
    }

    private void goodTransactions() {
        String body = transaction("smoke-good", "card-good", 1999, "");
        claims.that(
                "an ordinary purchase is approved, finally, without reasons",
                () -> {
                    Reply reply = accept("smoke-good", client.post(body).expect(200));
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
                        client.post(transaction("smoke-good", "card-good", 2000, ""))
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
                    accept(id, reply);
                });
        claims.that(
                "who does not want to wait is told where to ask",
                () -> {
                    String async = transaction("smoke-async", "card-async", 700, "");
                    Reply reply = client.post(async, "application/json", "respond-async");
                    accept("smoke-async", reply.expect(202));
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
                    String first = transaction("smoke-berlin", "card-travel", 2500, here);
                    String second = transaction("smoke-new-york", "card-travel", 2500, there);
                    accept("smoke-berlin", client.post(first).expect(200));
                    Reply reply = accept("smoke-new-york", client.post(second).expect(200));
                    same("the decision", reply.text("decision"), "BLOCK");
                    List<String> reasons = reply.texts("reasons", "code");
                    holds(reasons.contains("IMPOSSIBLE_TRAVEL"), "the reasons are " + reasons);
                });
        claims.that(
                "the sixth transaction of a card within a minute is held for review",
                () -> {
                    for (int i = 1; i <= 5; i++) {
                        String id = "smoke-burst-" + i;
                        Reply reply = client.post(transaction(id, "card-burst", 1500, ""));
                        same(
                                "decision " + i,
                                accept(id, reply.expect(200)).text("decision"),
                                "APPROVE");
                    }
                    String body = transaction("smoke-burst-6", "card-burst", 1500, "");
                    Reply reply = accept("smoke-burst-6", client.post(body).expect(200));
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
                    client.post(transaction("smoke-bad-time", "card-bad", 100, when))
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

    private void liveRules() {
        claims.that(
                "a rule put while the service runs speaks in the next verdict, until it is removed",
                () -> {
                    String rule = suite.url(Service.FRAUD) + "/v1/rules/SMOKE_RULE";
                    client.put(
                                    rule,
                                    """
                                    {"expression": "amountMinor == 4242.0", "action": "REVIEW",
                                     "description": "The amount of the smoke run."}\
                                    """)
                            .expect(201);
                    String first = transaction("smoke-rule-1", "card-rule", 4242, "");
                    Reply judged = accept("smoke-rule-1", client.post(first).expect(200));
                    same("the decision", judged.text("decision"), "REVIEW");
                    same("the reasons", judged.texts("reasons", "code"), List.of("SMOKE_RULE"));
                    client.delete(rule).expect(204);
                    String second = transaction("smoke-rule-2", "card-rule", 4242, "");
                    Reply after = accept("smoke-rule-2", client.post(second).expect(200));
                    same("the decision after", after.text("decision"), "APPROVE");
                });
        claims.that(
                "a rule about nothing is refused with its place",
                () -> {
                    String rule = suite.url(Service.FRAUD) + "/v1/rules/SMOKE_RULE";
                    client.put(
                                    rule,
                                    """
                                    {"expression": "amount > 1.0", "action": "REVIEW", "description": "d"}\
                                    """)
                            .expectProblem(422, "expression");
                });
    }

    private void liveModels() {
        claims.that(
                "a model that is published and activated speaks in the next verdict, until it is"
                        + " rolled back",
                () -> {
                    SmokeModel.publish(suite.bootstrapServers(), suite.registryUrl());
                    String model = suite.url(Service.FRAUD) + "/v1/models/" + SmokeModel.VERSION;
                    client.getUntil(model, it -> it.status() == 200).expect(200);
                    client.postTo(model + "/activate").expect(200);
                    String first =
                            transaction("smoke-model-1", "card-model", SmokeModel.AMOUNT_MINOR, "");
                    Reply judged = accept("smoke-model-1", client.post(first).expect(200));
                    same("the decision", judged.text("decision"), "REVIEW");
                    same("the reasons", judged.texts("reasons", "code"), List.of("MODEL"));
                    same("the model", judged.text("modelVersion"), SmokeModel.VERSION);
                    client.postTo(model + "/rollback").expect(200);
                    String second =
                            transaction("smoke-model-2", "card-model", SmokeModel.AMOUNT_MINOR, "");
                    Reply after = accept("smoke-model-2", client.post(second).expect(200));
                    same("the decision after", after.text("decision"), "APPROVE");
                    same("the model after", after.text("modelVersion"), "");
                    client.delete(model).expect(204);
                });
        claims.that(
                "an unknown model cannot be activated",
                () ->
                        client.postTo(suite.url(Service.FRAUD) + "/v1/models/nobody/activate")
                                .expectProblem(404));
    }

    private void labels() {
        claims.that(
                "what became of a transaction is told of the rules that spoke about it",
                () -> {
                    client.label(label("smoke-burst-6", "")).expect(202);
                    String rule =
                            suite.url(Service.FRAUD) + "/v1/rules/VELOCITY_COUNT_1M/performance";
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
                    accept(
                            "smoke-label-1",
                            client.post(transaction("smoke-label-1", "card-l1", 900, first)));
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
                        accept(id, client.post(transaction(id, "card-l" + i, 900, now)));
                        frauds = terminalFrauds(id);
                    }
                    same("labelled transactions known there", frauds, 1.0);
                    String before = at.formatted(labelledAt.minusMillis(1));
                    accept(
                            "smoke-before",
                            client.post(transaction("smoke-before", "card-l0", 900, before)));
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
                        suite.url(Service.INGEST)
                                + "/v1/transactions/"
                                + id
                                + "?explain=true&wait=PT10S");
        return explained.expect(200).json().path("features").path("terminalCount30d").asDouble(0);
    }

    private void bulk() {
        claims.that(
                "in a bulk a bad line is rejected alone",
                () -> {
                    String lines =
                            String.join(
                                    "\n",
                                    oneLine(transaction("smoke-bulk-1", "card-bulk", 100, "")),
                                    "{\"transactionId\": \"smoke-bulk-2\"}",
                                    oneLine(transaction("smoke-bulk-3", "card-bulk", 300, "")));
                    Reply reply = client.post(lines + "\n", NDJSON, "wait=30").expect(200);
                    Map<Integer, String> statuses = new TreeMap<>();
                    for (JsonNode line : reply.lines()) {
                        statuses.put(line.path("line").asInt(), line.path("status").asString(""));
                    }
                    accepted.addAll(List.of("smoke-bulk-1", "smoke-bulk-3"));
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
                        client.get(suite.url(Service.INGEST) + "/v1/transactions/smoke-nobody")
                                .expectProblem(404));
        claims.that(
                "a card shows its history",
                () -> {
                    Reply card = client.get(suite.url(Service.FRAUD) + "/v1/cards/card-burst");
                    same("the card", card.expect(200).text("cardId"), "card-burst");
                });
        claims.that(
                "an unknown card is not found",
                () ->
                        client.get(suite.url(Service.FRAUD) + "/v1/cards/card-nobody")
                                .expectProblem(404));
    }

    private void topics() {
        claims.that(
                "the log has each accepted transaction and none that was refused",
                () -> {
                    var logged = new TreeSet<String>();
                    for (Transaction transaction :
                            CommittedTopic.values(
                                    IngestTopics.TRANSACTIONS,
                                    suite.bootstrapServers(),
                                    suite.registryUrl())) {
                        logged.add(transaction.getTransactionId());
                    }
                    same("what is logged", logged, accepted);
                });
        claims.that(
                "each accepted transaction has exactly one first verdict",
                () -> {
                    Map<String, Integer> verdicts = new TreeMap<>();
                    for (Verdict verdict :
                            CommittedTopic.values(
                                    FraudTopics.VERDICTS,
                                    suite.bootstrapServers(),
                                    suite.registryUrl())) {
                        if (!verdict.getRepeat()) {
                            verdicts.merge(verdict.getTransactionId(), 1, Integer::sum);
                        }
                    }
                    Map<String, Integer> expected = new TreeMap<>();
                    accepted.forEach(id -> expected.put(id, 1));
                    same("verdicts by transaction", verdicts, expected);
                });
        claims.that(
                "there are no dead letters",
                () -> {
                    String servers = suite.bootstrapServers();
                    same(
                            "ingest's number",
                            CommittedTopic.count(IngestTopics.DEAD_LETTERS, servers),
                            0);
                    same(
                            "fraud's number",
                            CommittedTopic.count(FraudTopics.DEAD_LETTERS, servers),
                            0);
                });
    }

    private void operation() {
        for (Service service : Service.values()) {
            claims.that(
                    service.id() + " describes its API and shows its metrics",
                    () -> {
                        client.get(suite.url(service) + "/v3/api-docs").expect(200);
                        Reply metrics =
                                client.get(suite.managementUrl(service) + "/actuator/prometheus");
                        holds(
                                metrics.expect(200).body().contains("kafka_stream"),
                                "there is no metric of Kafka Streams");
                    });
        }
    }

    private Reply accept(String id, Reply reply) {
        accepted.add(id);
        return reply;
    }

    private static String transaction(String id, String card, long amountMinor, String more) {
        String channel = more.contains("\"location\"") ? "CARD_PRESENT" : "ECOMMERCE";
        return """
        {"transactionId": "%s", "cardId": "%s", "amountMinor": %d, "currency": "EUR",
         "merchantId": "m-1", "channel": "%s"%s}\
        """
                .formatted(id, card, amountMinor, channel, more);
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
