package dev.tributary.ingest;

import static dev.tributary.ingest.Bodies.aFullTransaction;
import static dev.tributary.ingest.Bodies.aTransaction;
import static dev.tributary.ingest.IngestInstance.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.ingest.Transaction;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The service against a real broker and registry, with fraud-service played by the test. The first
 * test begins before the schemas are deployed, so the order matters.
 */
@TestMethodOrder(OrderAnnotation.class)
class IngestServiceIT {
    /** So little that the service cannot write its answers while the client sends. */
    private static final int SMALL_BUFFER_BYTES = 32 * 1024;

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static IngestInstance service;
    private static PlayedScorer scorer;

    @BeforeAll
    static void startBeforeTheSchemasAreThere() {
        kafka = RealKafka.own();
        kafka.createTopics();
        service = start("first");
    }

    @AfterAll
    static void stop() {
        service.close();
        scorer.close();
        kafka.close();
    }

    private static IngestInstance start(String name, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                // A machine that is busy with other tests may be slower than an
                                // outage.
                                "--spring.kafka.producer.properties.request.timeout.ms=20000",
                                "--spring.kafka.producer.properties.delivery.timeout.ms=30000"));
        arguments.addAll(Arrays.asList(more));
        return IngestInstance.start(
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                folder.resolve(name),
                arguments.toArray(String[]::new));
    }

    @Test
    @Order(1)
    void shouldSayWhatItWaitsForWhenSchemasAreMissing() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(service.health("readiness").body())
                                .contains("ingest.transactions.v1-value"));
        HttpResponse<String> refused = service.post(aTransaction().json());

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body()).contains("ingest.transactions.v1-value");
        assertThat(service.health("liveness").statusCode()).isEqualTo(200);

        kafka.deploySchemas();
        service.awaitReady();
        scorer = new PlayedScorer(kafka.bootstrapServers(), kafka.registryUrl());
    }

    @Test
    @Order(2)
    void shouldAnswerWithTheVerdictWhenItComesWithinTheDeadline() throws Exception {
        HttpResponse<String> answer =
                service.post(aFullTransaction().id("v-1").card("card-v").json());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body())
                .startsWith(
                        "{\"transactionId\":\"v-1\",\"decision\":\"APPROVE\",\"finality\":\"FINAL\","
                                + "\"score\":0.25,\"reasons\":[{\"code\":\"PLAYED\",\"detail\":\"seen 1 of"
                                + " 1\",\"weight\":0.25}],\"degraded\":[],\"ruleSetVersion\":\"played-1\","
                                + "\"modelVersion\":null,\"decidedAt\":\"")
                .endsWith(
                        "Z\",\"order\":{\"status\":\"PENDING\",\"lines\":[{\"sku\":\"sku-1\",\"quantity\":2,"
                                + "\"status\":\"PENDING\"}]}}");
        Transaction sent = scorer.transactionsOf("card-v", 1).getFirst();
        assertThat(sent.getBodyFingerprint()).hasSize(32);
        assertThat(sent.getItems().getFirst().getUnitPriceMinor()).isEqualTo(6499);
        assertThat(sent.getOccurredAt()).isEqualTo(Instant.parse("2026-01-31T12:00:00.123Z"));
        assertThat(service.post(aTransaction().json(), "Prefer", "wait=5").body())
                .contains("\"decision\":\"APPROVE\"");
        assertThat(scorer.traces())
                .isNotEmpty()
                .allMatch(it -> it.matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]"));
    }

    @Test
    @Order(3)
    void shouldShowFeaturesOnlyWhenAskedToExplain() throws Exception {
        assertThat(service.get("/v1/transactions/v-1").body()).doesNotContain("features");
        assertThat(service.get("/v1/transactions/v-1?explain=true").body())
                .contains("\"features\":{\"played\":1.5}");
        assertThat(service.get("/v1/transactions/v-1?explain=maybe").statusCode()).isEqualTo(400);
    }

    @Test
    @Order(4)
    void shouldAnswerPendingAndLaterTheVerdictWhenTheScorerIsSlow() throws Exception {
        HttpResponse<String> late = service.post(aTransaction().id("p-1").card("silent-p").json());

        assertThat(late.statusCode()).isEqualTo(202);
        assertThat(late.headers().firstValue("Location")).hasValue("/v1/transactions/p-1");
        assertThat(late.body()).isEqualTo("{\"transactionId\":\"p-1\",\"status\":\"PENDING\"}");
        assertThat(service.get("/v1/transactions/p-1").statusCode()).isEqualTo(202);

        CompletableFuture<HttpResponse<String>> waiting =
                IngestInstance.HTTP.sendAsync(
                        service.request("/v1/transactions/p-1?wait=PT20S").build(),
                        HttpResponse.BodyHandlers.ofString());
        scorer.answer(scorer.transactionsOf("silent-p", 1).getFirst());

        assertThat(waiting.get().statusCode()).isEqualTo(200);
        assertThat(waiting.get().body()).contains("\"transactionId\":\"p-1\"");
    }

    @Test
    @Order(5)
    void shouldAnswerAtOnceWhenTheClientPrefersNotToWait() throws Exception {
        HttpResponse<String> answer =
                service.post(
                        aTransaction().id("async-1").card("silent-a").json(),
                        "Prefer",
                        "respond-async");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(scorer.transactionsOf("silent-a", 1)).hasSize(1);
    }

    @Test
    @Order(6)
    void shouldRepeatTheVerdictWhenTheSameTransactionComesAgain() throws Exception {
        String body = aTransaction().id("r-1").card("card-r").json();
        String first = service.post(body).body();

        assertThat(service.post(body).body()).isEqualTo(first);
        assertThat(
                        service.post(aTransaction().card("card-r").json(), "Idempotency-Key", "r-1")
                                .body())
                .isEqualTo(first);
        assertThat(scorer.transactionsOf("card-r", 1)).hasSize(1);

        HttpResponse<String> other =
                service.post(
                        aTransaction().id("r-1").card("card-r").with("amountMinor", "1").json());
        assertThat(other.statusCode()).isEqualTo(422);
        assertThat(other.body()).contains("urn:problem-type:tributary:id-reused");
        assertThat(scorer.transactionsOf("card-r", 1)).hasSize(1);
    }

    @Test
    @Order(7)
    void shouldRefuseAndPublishNothingWhenRequestsAreBad() throws Exception {
        long before = scorer.size(IngestTopics.TRANSACTIONS.name());

        HttpResponse<String> many =
                service.post(
                        aTransaction()
                                .with("amountMinor", "-5")
                                .with("currency", "\"XYZ\"")
                                .with("one", "1")
                                .with("two", "2")
                                .with("occurredAt", "\"2999-01-01T00:00:00Z\"")
                                .without("cardId")
                                .json());
        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(many.body())
                .contains(
                        "\"field\":\"amountMinor\"",
                        "\"field\":\"currency\"",
                        "\"field\":\"one\"",
                        "\"field\":\"two\"",
                        "\"field\":\"occurredAt\"",
                        "\"field\":\"cardId\"");
        assertThat(service.post("not json").statusCode()).isEqualTo(400);
        assertThat(service.post("x".repeat(10 * 1024 * 1024)).statusCode()).isEqualTo(413);
        assertThat(service.post(aTransaction().id("a").json(), "Idempotency-Key", "b").statusCode())
                .isEqualTo(400);
        assertThat(raw("Content-Length: 500\r\n", aTransaction().json()))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("Exception");
        assertThat(
                        IngestInstance.send(
                                        service.request("/v1/transactions")
                                                .header("Content-Type", "text/xml")
                                                .POST(HttpRequest.BodyPublishers.ofString("<x/>")))
                                .statusCode())
                .isEqualTo(415);
        assertThat(service.post(aTransaction().json(), "Accept", "text/csv").statusCode())
                .isEqualTo(406);
        assertThat(service.get("/v1/transactions/nobody").statusCode()).isEqualTo(404);
        assertThat(service.get("/v1/transactions/nobody?wait=PT0.1S").statusCode()).isEqualTo(404);
        assertThat(service.get("/v1/transactions/nobody?wait=1").statusCode()).isEqualTo(400);
        assertThat(service.get("/v1/transactions/nobody?wait=PT31S").statusCode()).isEqualTo(400);
        assertThat(service.get("/v1/transactions/no%20body").statusCode()).isEqualTo(404);

        assertThat(scorer.size(IngestTopics.TRANSACTIONS.name())).isEqualTo(before);
    }

    @Test
    @Order(8)
    void shouldAnswerLineByLineWhenTransactionsComeInBulk() throws Exception {
        String lines =
                String.join(
                        "\n",
                        aTransaction().id("b-1").card("card-b").json(),
                        "",
                        "{broken",
                        aTransaction().id("b-2").card("card-b").with("amountMinor", "0").json(),
                        "x".repeat(70_000),
                        aTransaction().id("b-1").card("card-b").with("amountMinor", "1").json(),
                        aTransaction().id("b-3").card("card-b").json() + "\r",
                        aTransaction().id("b-4").card("card-b").json());

        HttpResponse<String> answer = service.bulk(lines);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        List<String> answers = answer.body().lines().toList();
        assertThat(answers).hasSize(7);
        assertThat(answers.get(0))
                .isEqualTo("{\"line\":1,\"transactionId\":\"b-1\",\"status\":\"ACCEPTED\"}");
        assertThat(answers.get(1)).startsWith("{\"line\":3,\"status\":\"REJECTED\"");
        assertThat(answers.get(2)).contains("\"line\":4", "REJECTED", "\"field\":\"amountMinor\"");
        assertThat(answers.get(3)).contains("\"line\":5", "REJECTED", "body-too-large");
        assertThat(answers.get(4)).contains("\"line\":6", "REJECTED", "id-reused");
        assertThat(answers.get(5)).contains("\"line\":7", "\"b-3\"", "ACCEPTED");
        assertThat(answers.get(6)).contains("\"line\":8", "\"b-4\"", "ACCEPTED");
        assertThat(scorer.transactionsOf("card-b", 3))
                .extracting(Transaction::getTransactionId)
                .containsExactly("b-1", "b-3", "b-4");
    }

    @Test
    @Order(9)
    void shouldAnswerEachLineWhenManyAreSentBeforeAnyAnswerIsRead() throws Exception {
        int count = 30_000;
        byte[] body =
                IntStream.range(0, count)
                        .mapToObj(i -> aTransaction().id("m-" + i).card("silent-m" + i % 50).json())
                        .collect(Collectors.joining("\n"))
                        .getBytes(StandardCharsets.UTF_8);
        String answer;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port)) {
            socket.setReceiveBufferSize(SMALL_BUFFER_BYTES);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head("1.0", body.length));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        assertThat(answer.split("ACCEPTED", -1)).hasSize(count + 1);
        assertThat(answer).doesNotContain("REJECTED", "UNKNOWN");
    }

    @Test
    @Order(10)
    void shouldAnswerALineBeforeTheNextIsSentWhenLinesComeSlowly() throws Exception {
        String line = aTransaction().id("slow-1").card("card-s").json() + "\n";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head("1.1", 2 * line.length()));
            socket.getOutputStream().write(line.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();

            assertThat(StreamFollower.readUntil(socket.getInputStream(), "ACCEPTED"))
                    .contains("slow-1");
        }
    }

    @Test
    @Order(11)
    void shouldTakeWhatIsWholeWhenBulkBreaksOff() throws Exception {
        String whole = aTransaction().id("half-1").card("card-h").json() + "\n";
        String half = aTransaction().id("half-2").card("card-h").json().substring(0, 40);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(head("1.1", 10_000));
            socket.getOutputStream().write((whole + half).getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        }

        assertThat(scorer.transactionsOf("card-h", 1))
                .extracting(Transaction::getTransactionId)
                .containsExactly("half-1");
        await().atMost(PATIENCE)
                .until(() -> service.get("/v1/transactions/half-1").statusCode() == 200);
        assertThat(service.get("/v1/transactions/half-2").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(12)
    void shouldStreamVerdictsAndGoOnWhereAClientLeft() throws Exception {
        String place;
        try (StreamFollower follower = new StreamFollower(service, "")) {
            String start = follower.readUntil("id: ", "\n\n");
            service.post(aTransaction().id("s-1").card("card-s1").json());
            String event = follower.readUntil("\"s-1\"", "\n\n");
            assertThat(event).contains("event: verdict\nid: ", "\"decision\":\"APPROVE\"");
            assertThat(start).contains("Content-Type: text/event-stream");
            place = StreamFollower.lastId(event);
        }
        service.post(aTransaction().id("s-2").card("card-s2").json());
        service.post(aTransaction().id("s-3").card("card-s3").json());

        try (StreamFollower follower = StreamFollower.after(service, place)) {
            String events = follower.readUntil("\"s-3\"", "\n\n");
            assertThat(events).contains("\"s-2\"").doesNotContain("\"s-1\"");
        }
        try (StreamFollower follower = StreamFollower.after(service, "0:999999999,1:0,2:0,3:0")) {
            assertThat(follower.readUntil("\"s-3\"", "\n\n"))
                    .contains(": partitions [0] go on from the earliest record that is kept");
        }
        for (String wrong : List.of("x", "0:1,0:2", "0:-1", "0", ",", "0:1;1:1")) {
            assertThat(service.get("/v1/verdicts/stream", "Last-Event-ID", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    @Order(13)
    void shouldParkPoisonAndKeepAnsweringWhenTopicsHoldIt() throws Exception {
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        long parked = scorer.size(IngestTopics.DEAD_LETTERS.name());
        scorer.poison(FraudTopics.VERDICTS.name(), poison, poison);
        scorer.poison(FraudTopics.VERDICTS.name(), null, null);

        assertThat(service.post(aTransaction().id("x-1").card("card-x").json()).statusCode())
                .isEqualTo(200);
        await().atMost(PATIENCE)
                .until(() -> scorer.size(IngestTopics.DEAD_LETTERS.name()) >= parked + 2);
        assertThat(service.metrics().body())
                .contains("tributary_ingest_replies_unreadable_total 2.0");
        assertThat(service.health("readiness").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(14)
    void shouldAnswerFromAnyInstanceWhenThereAreTwo() throws Exception {
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> "two-" + i).toList();
        for (String id : ids) {
            service.post(aTransaction().id(id).card("card-2" + id).json());
        }
        try (IngestInstance second =
                start(
                                "second",
                                "--tributary.ingest.recent.max=1",
                                "--tributary.ingest.wait-max=PT5M")
                        .awaitReady()) {
            // It has seen none of these verdicts pass, so it asks the state.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        for (String id : ids) {
                            assertThat(second.get("/v1/transactions/" + id).body())
                                    .isEqualTo(service.get("/v1/transactions/" + id).body());
                        }
                    });
            assertThat(ids.stream().map(id -> servedBy(second, id)).distinct().toList())
                    .containsExactlyInAnyOrder(
                            "127.0.0.1:" + service.port, "127.0.0.1:" + second.port);
            // A repeat and another body are recognised by the state, too.
            assertThat(second.post(aTransaction().id("two-0").card("card-2two-0").json()).body())
                    .isEqualTo(service.get("/v1/transactions/two-0").body());
            assertThat(
                            second.post(
                                            aTransaction()
                                                    .id("two-1")
                                                    .card("card-2two-1")
                                                    .with("amountMinor", "1")
                                                    .json())
                                    .statusCode())
                    .isEqualTo(422);
            assertThat(scorer.transactionsOf("card-2two-0", 1)).hasSize(1);
            assertThat(second.post(aTransaction().id("two-new").json()).statusCode())
                    .isEqualTo(200);
            for (String id : ids) {
                shouldBeAsFreshAsAskedFor(second, "/v1/transactions/" + id);
            }
            shouldAnswerWhoWaitsWhenTheVerdictCameByAndOnlyTheStateWillKnowIt(second);
        }
    }

    private static void shouldBeAsFreshAsAskedFor(IngestInstance second, String path)
            throws Exception {
        // Of no key's partition, but it is answered from the state and not from what came by.
        String any = "ingest-service-news-by-transaction-repartition-99:0";
        HttpResponse<String> known = second.get(path, "Tributary-Min-Position", any);
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.headers().firstValue("Tributary-Role")).hasValue("active");
        assertThat(known.headers().firstValue("Tributary-Lag")).hasValue("0");
        String position = known.headers().firstValue("Tributary-Position").orElseThrow();
        String later = position.substring(0, position.lastIndexOf(':')) + ":999999";

        assertThat(service.get(path, "Tributary-Min-Position", position).body())
                .isEqualTo(known.body());
        for (String query : List.of("?wait=PT0S", "?wait=PT0.2S")) {
            assertThat(second.get(path + query, "Tributary-Min-Position", later).statusCode())
                    .isEqualTo(504);
        }
        assertThat(second.get(path, "Tributary-Min-Position", "no.such.topic-0:1").statusCode())
                .isEqualTo(400);
        assertThat(second.get(path + "?maxLag=x").statusCode()).isEqualTo(400);
        assertThat(second.get(path + "?maxLag=0").statusCode()).isEqualTo(200);
    }

    private static void shouldAnswerWhoWaitsWhenTheVerdictCameByAndOnlyTheStateWillKnowIt(
            IngestInstance second) throws Exception {
        service.pauseState(true);
        second.pauseState(true);
        second.post(aTransaction().id("by-1").card("silent-b").json(), "Prefer", "respond-async");
        second.post(aTransaction().id("by-2").card("silent-b").json(), "Prefer", "respond-async");
        // The second instance remembers one transaction only, so it forgets the first of them.
        scorer.transactionsOf("silent-b", 2).forEach(scorer::answer);
        await().atMost(PATIENCE)
                .until(() ->
                        second.get("/v1/transactions/by-2").statusCode() == 200
                                && second.get("/v1/transactions/by-1").statusCode() == 404);
        CompletableFuture<HttpResponse<String>> waiting =
                IngestInstance.HTTP.sendAsync(
                        second.request("/v1/transactions/by-1?wait=PT5M").build(),
                        HttpResponse.BodyHandlers.ofString());
        await().atMost(PATIENCE)
                .until(() ->
                        second.metrics().body().contains("tributary_ingest_waiting_requests 1.0"));

        service.pauseState(false);
        second.pauseState(false);

        HttpResponse<String> answer = waiting.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"transactionId\":\"by-1\"");
    }

    @Test
    @Order(15)
    void shouldForgetARequestWhenItsClientGoes() throws Exception {
        byte[] body = aTransaction().card("silent-g").json().getBytes(StandardCharsets.UTF_8);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port)) {
            socket.getOutputStream()
                    .write(
                            ("POST /v1/transactions HTTP/1.1\r\nHost: x\r\nPrefer: wait=2\r\n"
                                            + "Content-Type: application/json\r\nContent-Length: "
                                            + body.length
                                            + "\r\n\r\n")
                                    .getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().write(body);
            socket.getOutputStream().flush();
            scorer.transactionsOf("silent-g", 1);
        }
        await().atMost(PATIENCE)
                .until(() ->
                        service.metrics().body().contains("tributary_ingest_waiting_requests 0.0"));
        assertThat(service.post(aTransaction().json()).statusCode()).isEqualTo(200);
    }

    @Test
    @Order(16)
    void shouldAnswerWhoWaitsAndStillKnowTheStatusWhenTheServiceIsStartedAnew() throws Exception {
        CompletableFuture<HttpResponse<String>> waiting =
                IngestInstance.HTTP.sendAsync(
                        service.request("/v1/transactions", "Prefer", "wait=3")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                aTransaction().card("silent-w").json()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        scorer.transactionsOf("silent-w", 1);
        service.close();
        assertThat(waiting.get().statusCode()).isEqualTo(202);
        service = start("first").awaitReady();

        HttpResponse<String> known = service.get("/v1/transactions/v-1");
        assertThat(known.statusCode()).isEqualTo(200);
        assertThat(known.headers().firstValue("Tributary-Role")).hasValue("active");
        assertThat(known.headers().firstValue("Tributary-Served-By"))
                .hasValue("127.0.0.1:" + service.port);
        assertThat(service.get("/v1/transactions/async-1").statusCode()).isEqualTo(202);
    }

    @Test
    @Order(17)
    void shouldRefuseTheOtherBodyWhenOnlyTheScorerKnowsTheFirst() throws Exception {
        // Another service wrote the first body just now; neither memory nor state has it yet.
        CompletableFuture<HttpResponse<String>> answer =
                IngestInstance.HTTP.sendAsync(
                        service.request("/v1/transactions", "Prefer", "wait=20")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                aTransaction().id("o-1").card("silent-o").json()))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        Transaction sent = scorer.transactionsOf("silent-o", 1).getFirst();
        // A verdict on the same id of another card is none of its business.
        scorer.send(PlayedScorer.verdict(Transaction.newBuilder(sent).setCardId("other").build()));
        scorer.send(
                PlayedScorer.verdict(
                        Transaction.newBuilder(sent).setBodyFingerprint("0".repeat(32)).build()));

        assertThat(answer.get().statusCode()).isEqualTo(422);
    }

    @Test
    @Order(18)
    void shouldDescribeItselfAndTellItsMetrics() throws Exception {
        assertThat(service.get("/v3/api-docs").body())
                .contains(
                        "/v1/transactions/{transactionId}",
                        "/v1/verdicts/stream",
                        "application/x-ndjson",
                        "application/problem+json")
                .doesNotContain("/internal/");
        service.post(aTransaction().json());
        service.post("[]");
        assertThat(service.metrics().body())
                .contains(
                        "tributary_ingest_stage_seconds_count{stage=\"accept\"}",
                        "tributary_ingest_stage_seconds_count{stage=\"publish\"}",
                        "tributary_ingest_stage_seconds_count{stage=\"await\"}",
                        "tributary_ingest_accepted_total{way=\"single\"}",
                        "tributary_ingest_rejected_total{problem=\"invalid-request\",way=\"single\"}",
                        "tributary_ingest_waiting_requests 0.0",
                        "tributary_ingest_replies_ready 1.0",
                        "tributary_streams_running{application=\"ingest-service\"} 1.0");
    }

    private static String servedBy(IngestInstance instance, String id) {
        try {
            return instance.get("/v1/transactions/" + id)
                    .headers()
                    .firstValue("Tributary-Served-By")
                    .orElse("memory");
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] head(String version, int length) {
        return ("POST /v1/transactions HTTP/"
                        + version
                        + "\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-ndjson"
                        + "\r\nContent-Length: "
                        + length
                        + "\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String raw(String length, String body) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port)) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream()
                    .write(
                            ("POST /v1/transactions HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                                            + "Content-Type: application/json\r\n"
                                            + length
                                            + "\r\n"
                                            + body)
                                    .getBytes(StandardCharsets.UTF_8));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
