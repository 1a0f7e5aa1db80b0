package dev.tributary.inventory;

import static dev.tributary.common.fixtures.RunningService.PATIENCE;
import static dev.tributary.common.fixtures.RunningService.json;
import static dev.tributary.inventory.WireRecords.line;
import static dev.tributary.inventory.WireRecords.movement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.fixtures.RunningService;
import dev.tributary.local.FreePorts;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.inventory.WantedLine;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import tools.jackson.databind.JsonNode;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

/** Two instances over a real broker and registry; what one is told the other one knows. */
@TestMethodOrder(OrderAnnotation.class)
class InventoryServiceIT {
    private static final String POSITION = "Tributary-Position";
    private static final String MIN_POSITION = "Tributary-Min-Position";

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static RunningService one;
    private static RunningService other;
    private static PlayedWorld world;

    @BeforeAll
    static void startTwo() {
        kafka = RealKafka.own();
        kafka.createTopics();
        kafka.deploySchemas();
        one = start("one");
        other = start("other");
        one.awaitReady();
        other.awaitReady();
        world = new PlayedWorld(kafka);
    }

    private static RunningService start(String state) {
        return RunningService.start(
                InventoryApplication.class,
                FreePorts::one,
                kafka.bootstrapServers(),
                kafka.registryUrl(),
                folder.resolve(state),
                "--tributary.inventory.topology.audit-interval=100ms");
    }

    @AfterAll
    static void stop() {
        world.close();
        one.close();
        other.close();
        kafka.close();
    }

    @Test
    void shouldTellStockWithAMovementOnceItIsAskedForByItsPosition() {
        String position = world.receive("position", "w-1", 7);

        for (RunningService instance : List.of(one, other)) {
            HttpResponse<String> answer = after(instance, "/v1/inventory/position", position);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(json(answer).get("onHand").longValue()).isEqualTo(7);
            assertThat(answer.headers().firstValue(POSITION).orElseThrow()).contains(position);
            assertThat(answer.headers().firstValue("Tributary-Served-By")).isPresent();
        }
        assertThat(one.get("/v1/inventory/never-seen").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKeepAReservationsPromisesAtWhicheverInstance() {
        stock("kept", 10);
        HttpResponse<String> reserved =
                reserve(one, "r-kept", "PT5M", line("kept", 2), line("kept", 1));
        assertThat(reserved.statusCode()).isEqualTo(201);
        assertThat(reserved.headers().firstValue("Location")).hasValue("/v1/reservations/r-kept");
        JsonNode body = json(reserved);
        assertThat(body.get("status").stringValue()).isEqualTo("RESERVED");
        assertThat(body.get("lines")).hasSize(1);
        assertThat(body.get("lines").get(0).get("quantity").longValue()).isEqualTo(3);
        String position = reserved.headers().firstValue(POSITION).orElseThrow();
        for (RunningService instance : List.of(one, other)) {
            HttpResponse<String> found = after(instance, "/v1/reservations/r-kept", position);
            assertThat(found.statusCode()).isEqualTo(200);
            assertThat(json(found)).isEqualTo(body);
        }

        // The same again, and something else under the same id.
        assertThat(reserve(other, "r-kept", "PT5M", line("kept", 2), line("kept", 1)).statusCode())
                .isEqualTo(201);
        assertThat(reserve(other, "r-kept", "PT5M", line("kept", 2)).statusCode()).isEqualTo(422);

        HttpResponse<String> confirmed = other.post("/v1/reservations/r-kept/confirm", "");
        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(json(confirmed).get("status").stringValue()).isEqualTo("CONFIRMED");
        assertThat(one.post("/v1/reservations/r-kept/confirm", "").statusCode()).isEqualTo(200);
        HttpResponse<String> late = one.delete("/v1/reservations/r-kept");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(json(late).get("reservationStatus").stringValue()).isEqualTo("CONFIRMED");
        assertThat(reserve(one, "r-kept", "PT5M", line("kept", 2), line("kept", 1)).statusCode())
                .isEqualTo(200);

        assertThat(reserve(one, "r-back", "PT5M", line("kept", 7)).statusCode()).isEqualTo(201);
        assertThat(json(one.delete("/v1/reservations/r-back")).get("status").stringValue())
                .isEqualTo("RELEASED");
        assertThat(other.delete("/v1/reservations/r-back").statusCode()).isEqualTo(200);
        awaitStock("kept", 7, 0);
    }

    @Test
    void shouldNameEveryShortLineOfTenAndHoldNone() {
        WantedLine[] ten =
                IntStream.range(0, 10)
                        .mapToObj(i -> line("ten-" + i, 2))
                        .toArray(WantedLine[]::new);
        List<String> few = List.of("ten-3", "ten-7");
        for (WantedLine line : ten) {
            stock(line.getSku(), few.contains(line.getSku()) ? 1 : 2);
        }
        HttpResponse<String> rejected = reserve(one, "r-ten", "PT5M", ten);
        assertThat(rejected.statusCode()).isEqualTo(409);
        assertThat(rejected.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("application/problem+json");
        List<JsonNode> shortLines =
                StreamSupport.stream(json(rejected).get("lines").spliterator(), false)
                        .filter(it -> it.get("status").stringValue().equals("SHORT"))
                        .toList();
        assertThat(shortLines)
                .extracting(
                        it -> it.get("sku").stringValue(), it -> it.get("available").longValue())
                .containsExactly(tuple("ten-3", 1L), tuple("ten-7", 1L));
        for (WantedLine line : ten) {
            awaitStock(line.getSku(), few.contains(line.getSku()) ? 1 : 2, 0);
        }
        assertThat(reserve(other, "r-ten", "PT5M", ten).statusCode()).isEqualTo(409);
    }

    @Test
    void shouldReserveExactlyWhatIsThereHoweverManyWantIt() throws Exception {
        stock("wanted", 100);
        Map<Integer, Integer> answers = new TreeMap<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> asked = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                String id = "wants-" + i;
                RunningService instance = i % 2 == 0 ? one : other;
                asked.add(clients.submit(() -> reserveUntilAnswered(instance, id)));
            }
            for (Future<Integer> answer : asked) {
                answers.merge(answer.get(), 1, Integer::sum);
            }
        }
        assertThat(answers).isEqualTo(Map.of(201, 100, 409, 400));
        awaitStock("wanted", 100, 100);
    }

    private static int reserveUntilAnswered(RunningService instance, String id) {
        while (true) {
            int status = reserve(instance, id, "PT1H", line("wanted", 1)).statusCode();
            // Not answered in time, or too many at once: the same again comes to the same.
            if (status != 202 && status != 503) {
                return status;
            }
        }
    }

    @Test
    void shouldGiveBackWhatExpires() {
        stock("expires", 5);
        assertThat(reserve(one, "r-expires", "PT1S", line("expires", 5)).statusCode())
                .isEqualTo(201);
        await().atMost(PATIENCE)
                .until(() ->
                        json(other.get("/v1/reservations/r-expires"))
                                .get("status")
                                .stringValue()
                                .equals("EXPIRED"));
        HttpResponse<String> late = one.post("/v1/reservations/r-expires/confirm", "");
        assertThat(late.statusCode()).isEqualTo(409);
        assertThat(json(late).get("reservationStatus").stringValue()).isEqualTo("EXPIRED");
        awaitStock("expires", 5, 0);
    }

    @Test
    void shouldSettleOrdersByVerdictsAndByWhoeverLooks() {
        stock("ordered", 20);
        world.buy("o-approved", line("ordered", 2));
        world.judge("o-approved", Decision.APPROVE, line("ordered", 2));
        world.judge("o-early", Decision.APPROVE, line("ordered", 1));
        world.buy("o-early", line("ordered", 1));
        world.buy("o-blocked", line("ordered", 3));
        world.judge("o-blocked", Decision.BLOCK, line("ordered", 3));
        world.buy("o-review", line("ordered", 4));
        world.judge("o-review", Decision.REVIEW, line("ordered", 4));
        world.buy("o-short", line("ordered", 1), line("nothing of it", 1));

        awaitOrder("o-approved", "CONFIRMED");
        awaitOrder("o-early", "CONFIRMED");
        awaitOrder("o-blocked", "RELEASED");
        awaitOrder("o-review", "HELD");
        awaitOrder("o-short", "REJECTED");
        awaitStock("ordered", 17, 4);
        world.label("o-review", false);
        awaitOrder("o-review", "CONFIRMED");
        awaitStock("ordered", 13, 0);
        assertThat(one.get("/v1/orders/nobody").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldParkAMovementThatCannotBeWithItsCause() {
        String position =
                world.move(movement("bad", "parked", "w-1", StockMovementKind.ADJUSTMENT, -1));
        assertThat(after(one, "/v1/inventory/parked", position).statusCode()).isEqualTo(200);
        ConsumerRecord<byte[], byte[]> letter = deadLetter("parked");
        assertThat(
                        new String(
                                letter.headers().lastHeader("tributary.rejected.cause").value(),
                                StandardCharsets.UTF_8))
                .isEqualTo("WOULD_BE_NEGATIVE");
    }

    private static ConsumerRecord<byte[], byte[]> deadLetter(String key) {
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(
                        Map.of(
                                "bootstrap.servers",
                                kafka.bootstrapServers(),
                                "isolation.level",
                                "read_committed"),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            TopicPartition partition = new TopicPartition(InventoryTopics.DEAD_LETTERS.name(), 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            Instant deadline = Instant.now().plus(PATIENCE);
            while (Instant.now().isBefore(deadline)) {
                for (ConsumerRecord<byte[], byte[]> record :
                        consumer.poll(Duration.ofMillis(100))) {
                    if (new String(record.key(), StandardCharsets.UTF_8).equals(key)) {
                        return record;
                    }
                }
            }
            throw new AssertionError("no dead letter of " + key);
        }
    }

    @Test
    void shouldKeepSafetyStockAndListWhatIsLow() {
        stock("low-a", 12);
        stock("low-b", 500);
        HttpResponse<String> set = one.put("/v1/inventory/low-a/safety-stock", "{\"units\": 12}");
        assertThat(set.statusCode()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() ->
                        json(one.get("/v1/inventory/low-a")).get("available").longValue() == 0);
        assertThat(reserve(one, "r-low", "PT5M", line("low-a", 1)).statusCode()).isEqualTo(409);

        assertThat(listed(other, "/v1/inventory/low-stock?threshold=0&limit=2"))
                .contains("low-a")
                .doesNotContain("low-b");
        List<String> all = listed(one, "/v1/inventory?limit=2");
        assertThat(all).contains("low-a", "low-b").doesNotHaveDuplicates().isSorted();
        assertThat(one.get("/v1/inventory?limit=0").statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/inventory?cursor=x").statusCode()).isEqualTo(400);
        assertThat(one.get("/v1/inventory/low-stock?threshold=x").statusCode()).isEqualTo(400);
    }

    private static List<String> listed(RunningService instance, String path) {
        List<String> skus = new ArrayList<>();
        String cursor = "";
        while (true) {
            HttpResponse<String> answer = instance.get(path + cursor);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            JsonNode page = json(answer);
            page.get("items").forEach(it -> skus.add(it.get("sku").stringValue()));
            if (page.get("next") == null) {
                return skus;
            }
            cursor = "&cursor=" + page.get("next").stringValue();
        }
    }

    @Test
    void shouldTellWhetherAllStockKeepsItsPromises() {
        stock("audited", 9);
        reserve(one, "r-audited", "PT5M", line("audited", 4));
        await().atMost(PATIENCE)
                .untilAsserted(() -> {
                    JsonNode total = json(other.get("/v1/invariants")).get("total");
                    assertThat(total.get("openHolds").longValue()).isPositive();
                });
        for (RunningService instance : List.of(one, other)) {
            JsonNode invariants = json(instance.get("/v1/invariants"));
            assertThat(invariants.get("violations")).isEmpty();
            assertThat(invariants.get("partitions")).hasSize(4);
            JsonNode total = invariants.get("total");
            assertThat(
                            total.get("received").longValue()
                                    + total.get("returned").longValue()
                                    + total.get("adjusted").longValue()
                                    - total.get("sold").longValue())
                    .isEqualTo(total.get("onHand").longValue());
            assertThat(total.get("held")).isEqualTo(total.get("reserved"));
            assertThat(instance.metrics()).contains("tributary_inventory_audit_violations 0.0");
        }
    }

    @Test
    void shouldRefuseWhatIsNoReservation() {
        refused("{}", "reservationId", "lines");
        refused("{\"reservationId\": \"a b\", \"lines\": []}", "reservationId", "lines");
        refused(
                """
                {"reservationId": "r", "ttl": "PT0S", "more": 1,
                 "lines": [{"sku": "", "quantity": 0}, {"sku": "a", "quantity": -1},
                           {"sku": "a", "quantity": 9223372036854775808}, {"sku": "a b", "quantity": 1.5}]}
                """,
                "lines[0].sku",
                "lines[0].quantity",
                "lines[1].quantity",
                "lines[2].quantity",
                "lines[3].sku",
                "lines[3].quantity",
                "ttl",
                "more");
        refused(
                """
                {"reservationId": "r", "lines": [{"sku": "a", "quantity": 1000000}, {"sku": "a", "quantity": 1}]}
                """,
                "lines");
        refused(
                "{\"reservationId\": \"r\", \"ttl\": \"P2D\", \"lines\": [{\"sku\": \"a\", \"quantity\": 1}]}",
                "ttl");
        assertThat(one.post("/v1/reservations/never/confirm", "").statusCode()).isEqualTo(404);
        assertThat(one.delete("/v1/reservations/never").statusCode()).isEqualTo(404);
        assertThat(one.get("/v1/reservations/never").statusCode()).isEqualTo(404);
        assertThat(one.put("/v1/inventory/x/safety-stock", "{\"units\": -1}").statusCode())
                .isEqualTo(400);
        HttpResponse<String> unknown = reserve(one, "r-unknown", "PT5M", line("not-known", 1));
        assertThat(unknown.statusCode()).isEqualTo(409);
    }

    /** The last, because nobody is as it was after it. */
    @Test
    @Order(Integer.MAX_VALUE)
    void shouldAnswerForEveryKeyWhicheverInstanceStops() {
        List<String> skus = IntStream.range(0, 12).mapToObj(i -> "routed-" + i).toList();
        skus.forEach(sku -> stock(sku, 5));
        Set<String> both = Set.of(one.address(), other.address());
        assertThat(servedBy(one, skus)).isEqualTo(both);
        assertThat(servedBy(other, skus)).isEqualTo(both);

        other.close();
        awaitServedBy(one, skus, one.address());
        assertThat(reserve(one, "r-alone", "PT1H", line("routed-0", 1), line("routed-1", 1)))
                .extracting(HttpResponse::statusCode)
                .isEqualTo(201);

        other = start("other").awaitReady();
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(servedBy(other, skus)).hasSize(2));
        one.close();
        awaitServedBy(other, skus, other.address());
        // The first commits of a task that has just moved take their time.
        assertThat(
                        other.post("/v1/reservations/r-alone/confirm", "", "Prefer", "wait=30")
                                .statusCode())
                .isEqualTo(200);
        assertThat(json(other.get("/v1/invariants")).get("violations")).isEmpty();
    }

    private static void awaitServedBy(RunningService instance, List<String> skus, String by) {
        await().atMost(PATIENCE)
                .ignoreException(AssertionError.class)
                .untilAsserted(() -> assertThat(servedBy(instance, skus)).containsExactly(by));
    }

    private static Set<String> servedBy(RunningService instance, List<String> skus) {
        Set<String> by = new TreeSet<>();
        for (String sku : skus) {
            HttpResponse<String> answer = instance.get("/v1/inventory/" + sku);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(json(answer).get("onHand").longValue()).isEqualTo(5);
            by.add(answer.headers().firstValue("Tributary-Served-By").orElseThrow());
        }
        return by;
    }

    private static void refused(String body, String... fields) {
        HttpResponse<String> answer = one.post("/v1/reservations", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        List<String> named = new ArrayList<>();
        json(answer).get("errors").forEach(it -> named.add(it.get("field").stringValue()));
        assertThat(named).containsExactlyInAnyOrder(fields);
    }

    private static void stock(String sku, long units) {
        String position = world.receive(sku, "w-1", units);
        assertThat(after(one, "/v1/inventory/" + sku, position).statusCode()).isEqualTo(200);
    }

    /** Asks again while partitions move, as a client is asked to. */
    private static HttpResponse<String> after(
            RunningService instance, String path, String position) {
        return await().atMost(PATIENCE)
                .until(
                        () -> instance.get(path + "?wait=PT10S", MIN_POSITION, position),
                        it -> it.statusCode() != 503);
    }

    private static HttpResponse<String> reserve(
            RunningService instance, String id, String ttl, WantedLine... lines) {
        StringBuilder body =
                new StringBuilder(
                        "{\"reservationId\": \"%s\", \"ttl\": \"%s\", \"lines\": ["
                                .formatted(id, ttl));
        for (int i = 0; i < lines.length; i++) {
            body.append(i == 0 ? "" : ", ")
                    .append(
                            "{\"sku\": \"%s\", \"quantity\": %d}"
                                    .formatted(lines[i].getSku(), lines[i].getQuantity()));
        }
        return instance.post("/v1/reservations", body.append("]}").toString(), "Prefer", "wait=30");
    }

    private static void awaitStock(String sku, long onHand, long reserved) {
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .untilAsserted(() -> {
                        JsonNode stock = json(instance.get("/v1/inventory/" + sku));
                        assertThat(stock.get("onHand").longValue()).isEqualTo(onHand);
                        assertThat(stock.get("reserved").longValue()).isEqualTo(reserved);
                    });
        }
    }

    private static void awaitOrder(String id, String status) {
        for (RunningService instance : List.of(one, other)) {
            await().atMost(PATIENCE)
                    .until(() -> {
                        HttpResponse<String> answer = instance.get("/v1/orders/" + id);
                        return answer.statusCode() == 200
                                && json(answer).get("status").stringValue().equals(status);
                    });
        }
    }
}
