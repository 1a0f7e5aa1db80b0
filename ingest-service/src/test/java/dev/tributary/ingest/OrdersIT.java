package dev.tributary.ingest;

import static dev.tributary.ingest.Bodies.aTransaction;
import static dev.tributary.ingest.IngestInstance.PATIENCE;
import static dev.tributary.ingest.PlayedInventory.line;
import static dev.tributary.ingest.PlayedInventory.shortLine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.RealKafka;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderStatus;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * What becomes of baskets, with fraud-service and inventory-service played by the test, against a
 * real broker and registry.
 */
@TestMethodOrder(OrderAnnotation.class)
class OrdersIT {
    private static final String NONE = "\"order\":{\"status\":\"NONE\",\"lines\":[]}";
    private static final String NOTHING_HEARD =
            "\"order\":{\"status\":\"PENDING\",\"lines\":[{\"sku\":\"sku-1\",\"quantity\":2,\"status\":\"PENDING\"}]}";
    private static final String CONFIRMED =
            "\"order\":{\"status\":\"CONFIRMED\",\"lines\":[{\"sku\":\"sku-1\",\"quantity\":2,\"status\":\"CONFIRMED\"}]}";
    private static final String HELD =
            "\"order\":{\"status\":\"HELD\",\"lines\":[{\"sku\":\"sku-1\",\"quantity\":2,\"status\":\"HELD\"}]}";

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static IngestInstance service;
    private static PlayedScorer scorer;
    private static PlayedInventory inventory;

    @BeforeAll
    static void start() {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        kafka.deploySchemas();
        service = start("first");
        scorer = new PlayedScorer(kafka.bootstrapServers(), kafka.registryUrl());
        inventory = new PlayedInventory(kafka.bootstrapServers(), kafka.registryUrl());
    }

    private static IngestInstance start(String name, String... more) {
        return IngestInstance.start(
                        kafka.bootstrapServers(), kafka.registryUrl(), folder.resolve(name), more)
                .awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        scorer.close();
        inventory.close();
    }

    @Test
    @Order(1)
    void shouldWaitForNobodyWhenNothingIsBought() throws Exception {
        long fromNanos = System.nanoTime();
        HttpResponse<String> answer =
                service.post(aTransaction().id("none").card("c-none").json(), "Prefer", "wait=30");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(NONE);
        assertThat(Duration.ofNanos(System.nanoTime() - fromNanos))
                .isLessThan(Duration.ofSeconds(20));
        assertThat(service.metrics().body())
                .contains("tributary_ingest_stage_seconds_count{stage=\"order\"} 0");
        assertThat(service.get("/v1/transactions/none?wait=PT30S").body()).isEqualTo(answer.body());
    }

    @Test
    @Order(2)
    void shouldAnswerWithTheOutcomeWhenItComesWithinTheDeadline() throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                post(service, basket("in-time", "c-in-time"));
        awaitMetric(service, "tributary_ingest_orders_waiting_requests 1.0");
        inventory.tell("in-time", OrderStatus.PENDING, line("sku-1", 2, OrderLineStatus.PENDING));
        inventory.tell(
                "in-time", OrderStatus.CONFIRMED, line("sku-1", 2, OrderLineStatus.CONFIRMED));

        assertThat(get(answer).statusCode()).isEqualTo(200);
        assertThat(get(answer).body()).contains("\"decision\":\"APPROVE\"", CONFIRMED);
        assertThat(service.get("/v1/transactions/in-time").body()).isEqualTo(get(answer).body());
    }

    @Test
    @Order(3)
    void shouldAnswerAtOnceWithTheVerdictWhenTheOutcomeCameBefore() throws Exception {
        CompletableFuture<HttpResponse<String>> answer =
                post(service, basket("before", "silent-before"));
        scorer.transactionsOf("silent-before", 1);
        inventory.tell(
                "before",
                OrderStatus.REJECTED,
                shortLine("sku-1", 2, 1),
                line("sku-2", 1, OrderLineStatus.RELEASED));
        awaitMetric(service, "tributary_ingest_orders_replies_orders_total 3.0");
        assertThat(service.get("/v1/transactions/before").statusCode()).isEqualTo(202);
        scorer.answer(scorer.transactionsOf("silent-before", 1).getFirst());

        assertThat(get(answer).body())
                .contains(
                        "\"order\":{\"status\":\"REJECTED\",\"lines\":[{\"sku\":\"sku-1\",\"quantity\":2,"
                                + "\"status\":\"SHORT\",\"available\":1},{\"sku\":\"sku-2\",\"quantity\":1,"
                                + "\"status\":\"RELEASED\"}]}");
    }

    @Test
    @Order(4)
    void shouldAnswerWithTheVerdictAtTheDeadlineAndWithTheOutcomeLater() throws Exception {
        String body = basket("late", "c-late");
        HttpResponse<String> first = service.post(body, "Prefer", "wait=1");
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).contains("\"decision\":\"APPROVE\"", NOTHING_HEARD);
        assertThat(service.get("/v1/transactions/late").body()).isEqualTo(first.body());

        CompletableFuture<HttpResponse<String>> waiting =
                IngestInstance.HTTP.sendAsync(
                        service.request("/v1/transactions/late?wait=PT30S").build(),
                        HttpResponse.BodyHandlers.ofString());
        awaitMetric(service, "tributary_ingest_orders_waiting_requests 1.0");
        inventory.tell("late", OrderStatus.PENDING, line("sku-1", 2, OrderLineStatus.HELD));
        await().atMost(PATIENCE)
                .until(() ->
                        service.get("/v1/transactions/late")
                                .body()
                                .contains(
                                        "\"PENDING\",\"lines\":[{\"sku\":\"sku-1\",\"quantity\":2,\"status\":\"HELD\""));
        assertThat(waiting).isNotDone();
        inventory.tell("late", OrderStatus.HELD, line("sku-1", 2, OrderLineStatus.HELD));

        assertThat(get(waiting).body()).contains(HELD);
        assertThat(service.post(body).body()).isEqualTo(get(waiting).body());

        inventory.tell("late", OrderStatus.CONFIRMED, line("sku-1", 2, OrderLineStatus.CONFIRMED));
        await().atMost(PATIENCE).until(() -> service.post(body).body().contains(CONFIRMED));
        assertThat(scorer.transactionsOf("c-late", 1)).hasSize(1);
    }

    @Test
    @Order(5)
    void shouldAnswerPendingWhenThereIsNoVerdictButAnOutcome() throws Exception {
        inventory.tell("no-verdict", OrderStatus.CONFIRMED);

        HttpResponse<String> answer = service.post(basket("no-verdict", "silent-no"));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).contains("\"status\":\"PENDING\"").doesNotContain("order");
    }

    @Test
    @Order(6)
    void shouldStreamVerdictsAndOrdersAndGoOnWhereAClientLeft() throws Exception {
        String place;
        try (StreamFollower follower = new StreamFollower(service, "")) {
            follower.readUntil("id: ", "\n\n");
            service.post(aTransaction().id("s-1").card("c-s").json());
            String verdict = follower.readUntil("\"s-1\"", "\n\n");
            assertThat(verdict).contains("event: verdict\n").doesNotContain("\"order\"");
            inventory.tell("s-1", OrderStatus.HELD, line("sku-1", 2, OrderLineStatus.HELD));
            String order = follower.readUntil("\"s-1\"", "\n\n");
            assertThat(order)
                    .contains("event: order\nid: ", "data: {\"transactionId\":\"s-1\"," + HELD);
            place = StreamFollower.lastId(order);
        }
        assertThat(place).matches("0:\\d+,1:\\d+,2:\\d+,3:\\d+/0:\\d+,1:\\d+,2:\\d+,3:\\d+");
        inventory.tell("s-2", OrderStatus.CONFIRMED);
        service.post(aTransaction().id("s-3").card("c-s").json());

        try (StreamFollower follower = StreamFollower.after(service, place)) {
            assertThat(bothOf(follower, "\"s-2\"", "\"s-3\"")).doesNotContain("\"s-1\"");
        }
        // An id from before orders were told: orders from now on.
        try (StreamFollower follower =
                StreamFollower.after(service, place.substring(0, place.indexOf('/')))) {
            assertThat(follower.readUntil("\"s-3\"", "\n\n")).doesNotContain("\"s-2\"");
            inventory.tell("s-4", OrderStatus.CONFIRMED);
            assertThat(follower.readUntil("\"s-4\"", "\n\n")).doesNotContain("\"s-2\"");
        }
        String verdicts = place.substring(0, place.indexOf('/'));
        try (StreamFollower follower =
                StreamFollower.after(service, verdicts + "/0:0,1:0,2:0,3:999999999")) {
            assertThat(follower.readUntil("\"s-3\"", "\n\n"))
                    .contains(": partitions [3] of orders go on from the earliest record");
        }
        for (String wrong : List.of(verdicts + "/", "/0:1", verdicts + "/x", "0:1/0:1/0:1")) {
            assertThat(service.get("/v1/verdicts/stream", "Last-Event-ID", wrong).statusCode())
                    .as(wrong)
                    .isEqualTo(400);
        }
    }

    @Test
    @Order(7)
    void shouldAnswerTheSameFromAnInstanceThatSawNothingOfIt() throws Exception {
        try (IngestInstance second = start("second", "--tributary.ingest.orders-waiting-max=1")) {
            for (String id : List.of("none", "in-time", "before", "late")) {
                await().atMost(PATIENCE)
                        .untilAsserted(() ->
                                assertThat(second.get("/v1/transactions/" + id).body())
                                        .isEqualTo(service.get("/v1/transactions/" + id).body()));
            }
            assertThat(second.post(basket("late", "c-late")).body()).contains(CONFIRMED);
            assertThat(scorer.transactionsOf("c-late", 1)).hasSize(1);
            shouldAnswerWithWhatIsKnownWhenTooManyWaitForOrders(second);
            shouldAnswerWhoWaitsElsewhereWhenTheOutcomeComes(second);
        }
    }

    private static void shouldAnswerWithWhatIsKnownWhenTooManyWaitForOrders(IngestInstance second)
            throws Exception {
        CompletableFuture<HttpResponse<String>> waiting = post(second, basket("full-1", "c-full"));
        awaitMetric(second, "tributary_ingest_orders_waiting_requests 1.0");

        HttpResponse<String> answer = second.post(basket("full-2", "c-full"), "Prefer", "wait=30");

        assertThat(answer.body()).contains("\"decision\":\"APPROVE\"", NOTHING_HEARD);
        assertThat(waiting).isNotDone();
        assertThat(second.get("/v1/transactions/full-1?wait=PT30S").body()).contains(NOTHING_HEARD);
        inventory.tell("full-1", OrderStatus.CONFIRMED);
        assertThat(get(waiting).body())
                .contains("\"order\":{\"status\":\"CONFIRMED\",\"lines\":[]}");
    }

    /** The other instance has seen the verdict, and learns from the state what was bought. */
    private static void shouldAnswerWhoWaitsElsewhereWhenTheOutcomeComes(IngestInstance second)
            throws Exception {
        assertThat(service.post(basket("there", "c-there")).body()).contains(NOTHING_HEARD);
        await().atMost(PATIENCE)
                .until(() -> second.get("/v1/transactions/there").body().contains(NOTHING_HEARD));
        CompletableFuture<HttpResponse<String>> waiting =
                IngestInstance.HTTP.sendAsync(
                        second.request("/v1/transactions/there?wait=PT30S").build(),
                        HttpResponse.BodyHandlers.ofString());
        awaitMetric(second, "tributary_ingest_orders_waiting_requests 1.0");
        inventory.tell("there", OrderStatus.CONFIRMED, line("sku-1", 2, OrderLineStatus.CONFIRMED));

        assertThat(get(waiting).body()).contains(CONFIRMED);
        assertThat(second.get("/v1/transactions/none?wait=PT30S").body()).contains(NONE);
    }

    @Test
    @Order(8)
    void shouldParkPoisonAndKeepAnsweringWhenTheTopicOfOrdersHoldsIt() throws Exception {
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        long parked = scorer.size(IngestTopics.DEAD_LETTERS.name());
        scorer.poison(InventoryTopics.ORDERS.name(), poison, poison);
        scorer.poison(InventoryTopics.ORDERS.name(), null, null);

        await().atMost(PATIENCE)
                .until(() -> scorer.size(IngestTopics.DEAD_LETTERS.name()) >= parked + 2);
        awaitMetric(service, "tributary_ingest_orders_replies_unreadable_total 2.0");
        CompletableFuture<HttpResponse<String>> answer = post(service, basket("after", "c-after"));
        awaitMetric(service, "tributary_ingest_orders_waiting_requests 1.0");
        inventory.tell("after", OrderStatus.RELEASED);
        assertThat(get(answer).body()).contains("\"order\":{\"status\":\"RELEASED\",\"lines\":[]}");
        assertThat(service.health("readiness").statusCode()).isEqualTo(200);
    }

    @Test
    @Order(9)
    void shouldDescribeOrders() throws Exception {
        assertThat(service.get("/v3/api-docs").body())
                .contains("\"OrderEvent\"", "\"OrderLine\"", "\"REJECTED\"", "\"SHORT\"");
        assertThat(service.metrics().body()).contains("tributary_ingest_orders_replies_ready 1.0");
    }

    private static String basket(String id, String card) {
        return aTransaction()
                .id(id)
                .card(card)
                .with("items", "[{\"sku\": \"sku-1\", \"quantity\": 2, \"unitPriceMinor\": 6499}]")
                .json();
    }

    private static CompletableFuture<HttpResponse<String>> post(IngestInstance to, String body) {
        return IngestInstance.HTTP.sendAsync(
                to.request("/v1/transactions", "Prefer", "wait=30")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static HttpResponse<String> get(CompletableFuture<HttpResponse<String>> answer)
            throws Exception {
        return answer.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static void awaitMetric(IngestInstance of, String line) {
        await().atMost(PATIENCE).until(() -> of.metrics().body().contains(line));
    }

    private static String bothOf(StreamFollower follower, String one, String other)
            throws Exception {
        String events = follower.readUntil("\ndata: ", "\n\n");
        while (!events.contains(one) || !events.contains(other)) {
            events += follower.readUntil("\ndata: ", "\n\n");
        }
        return events;
    }
}
