package dev.tributary.ingest;

import static dev.tributary.ingest.IngestInstance.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Labels and stock movements over HTTP into a real broker, which goes away in the end and comes
 * back.
 */
@TestMethodOrder(OrderAnnotation.class)
class LabelsAndMovementsIT {
    private static final String PATH = "/v1/labels";
    private static final String MOVEMENTS = "/v1/stock-movements";

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static IngestInstance service;

    @BeforeAll
    static void start() {
        kafka = RealKafka.own();
        kafka.createTopics();
        kafka.deploySchemas();
        service =
                IngestInstance.start(kafka.bootstrapServers(), kafka.registryUrl(), folder)
                        .awaitReady();
    }

    @AfterAll
    static void stop() {
        service.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void shouldTakeLabelsInOnceTheBrokerHasThem() throws Exception {
        assertSingle(service);
        assertRefused(service);
        assertBulk(service);
        assertThat(read(IngestTopics.LABELS))
                .extracting(ConsumerRecord::key, it -> it.value().getFraud())
                .containsExactly(
                        tuple("b-1", true),
                        tuple("b-2", false),
                        tuple("t-1", true),
                        tuple("t-2", false));
        assertThat(service.metrics().body())
                .contains("tributary_ingest_labels_accepted_total{way=\"single\"} 2.0")
                .contains("tributary_ingest_labels_accepted_total{way=\"bulk\"} 2.0");
    }

    @Test
    @Order(2)
    void shouldTakeStockMovementsInAndTellWhereTheyStandInTheLog() throws Exception {
        HttpResponse<String> answer =
                service.postTo(
                        MOVEMENTS,
                        "{\"movementId\":\"m-1\",\"sku\":\"sku-1\",\"warehouseId\":\"w-1\","
                                + "\"kind\":\"RECEIPT\",\"quantity\":100,"
                                + "\"occurredAt\":\"2026-01-31T12:00:00.123Z\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        HttpResponse<String> bulk =
                service.bulk(
                        MOVEMENTS,
                        String.join(
                                "\n",
                                movement("m-2", "ADJUSTMENT", -3),
                                "{}",
                                movement("m-3", "RETURN", 0),
                                movement("m-4", "RETURN", 1)));
        assertThat(bulk.statusCode()).isEqualTo(200);

        List<ConsumerRecord<String, StockMovement>> log = read(IngestTopics.STOCK_MOVEMENTS);
        assertThat(log)
                .allMatch(it -> it.key().equals("sku-1"))
                .extracting(
                        it -> it.value().getMovementId(),
                        it -> it.value().getKind(),
                        it -> it.value().getQuantity())
                .containsExactly(
                        tuple("m-1", StockMovementKind.RECEIPT, 100L),
                        tuple("m-2", StockMovementKind.ADJUSTMENT, -3L),
                        tuple("m-4", StockMovementKind.RETURN, 1L));
        assertThat(answer.body())
                .isEqualTo(
                        "{\"movementId\":\"m-1\",\"sku\":\"sku-1\",\"warehouseId\":\"w-1\","
                                + "\"kind\":\"RECEIPT\",\"quantity\":100,"
                                + "\"occurredAt\":\"2026-01-31T12:00:00.123Z\",\"position\":\""
                                + position(log.getFirst())
                                + "\"}");
        assertThat(answer.headers().firstValue("Tributary-Position"))
                .hasValue(
                        "ingest.stock-movements.v1-%d:%d"
                                .formatted(log.getFirst().partition(), log.getFirst().offset()));
        List<String> lines = bulk.body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"line\":1,\"movementId\":\"m-2\",\"status\":\"ACCEPTED\",\"position\":\""
                                + position(log.get(1))
                                + "\"}");
        assertThat(lines.get(1))
                .contains("\"line\":2", "REJECTED", "\"field\":\"warehouseId\"")
                .doesNotContain("position");
        assertThat(lines.get(2)).contains("\"line\":3", "REJECTED", "\"field\":\"quantity\"");
        assertThat(lines.get(3)).contains("\"m-4\"", "ACCEPTED", position(log.get(2)));
        assertThat(service.postTo(MOVEMENTS, movement("m-5", "THEFT", 1)).statusCode())
                .isEqualTo(400);
        assertThat(service.metrics().body())
                .contains("tributary_ingest_stock_movements_accepted_total{way=\"single\"} 1.0")
                .contains("tributary_ingest_stock_movements_accepted_total{way=\"bulk\"} 2.0");
        assertThat(service.get("/v3/api-docs").body()).contains(MOVEMENTS, "StockMovement");
    }

    @Test
    @Order(3)
    void shouldTellWhenItIsNotKnownWhetherTheBrokerHasThem() throws Exception {
        kafka.broker().kill();
        assertUnknown(service);
        HttpResponse<String> lost = service.postTo(MOVEMENTS, movement("lost", "RECEIPT", 1));
        assertThat(lost.statusCode()).isEqualTo(503);
        assertThat(lost.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(lost.body()).contains("\"movementId\":\"lost\"", "It is not known");

        kafka.broker().start();
        await().atMost(PATIENCE).until(() -> post(service, label("t-3", true)).statusCode() == 202);
        assertThat(read(IngestTopics.LABELS)).extracting(ConsumerRecord::key).contains("t-3");
    }

    private static String movement(String id, String kind, long quantity) {
        return ("{\"movementId\":\"%s\",\"sku\":\"sku-1\",\"warehouseId\":\"w-1\",\"kind\":\"%s\","
                        + "\"quantity\":%d}")
                .formatted(id, kind, quantity);
    }

    private static String position(ConsumerRecord<?, ?> record) {
        return record.partition() + "-" + record.offset();
    }

    private static void assertSingle(IngestInstance service) throws Exception {
        HttpResponse<String> answer =
                post(
                        service,
                        "{\"transactionId\":\"t-1\",\"fraud\":true,\"source\":\"CHARGEBACK\","
                                + "\"labelledAt\":\"2026-01-31T12:00:00.123Z\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo(
                        "{\"transactionId\":\"t-1\",\"fraud\":true,\"source\":\"CHARGEBACK\","
                                + "\"labelledAt\":\"2026-01-31T12:00:00.123Z\"}");

        Instant before = Instant.now().minusMillis(1);
        String now = post(service, label("t-2", false)).body();
        Instant labelledAt =
                Instant.parse(
                        now.substring(now.indexOf("20", now.indexOf("At")), now.length() - 2));
        assertThat(labelledAt).isBetween(before, Instant.now());
    }

    private static void assertRefused(IngestInstance service) throws Exception {
        HttpResponse<String> many =
                post(
                        service,
                        "{\"fraud\":\"no\",\"source\":\"BANK\",\"labelledAt\":\"2999-01-01T00:00:00Z\"}");
        assertThat(many.statusCode()).isEqualTo(400);
        assertThat(many.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(many.body())
                .contains(
                        "\"field\":\"transactionId\"",
                        "\"field\":\"fraud\"",
                        "\"field\":\"source\"",
                        "\"field\":\"labelledAt\"");
        assertThat(post(service, "x".repeat(10 * 1024 * 1024)).statusCode()).isEqualTo(413);
        assertThat(service.get(PATH).statusCode()).isEqualTo(405);
        assertThat(
                        IngestInstance.send(
                                        service.request(PATH)
                                                .header("Content-Type", "text/xml")
                                                .POST(
                                                        java.net.http.HttpRequest.BodyPublishers
                                                                .ofString("<x/>")))
                                .statusCode())
                .isEqualTo(415);
    }

    private static void assertBulk(IngestInstance service) throws Exception {
        HttpResponse<String> answer =
                service.bulk(
                        PATH,
                        String.join(
                                "\n",
                                label("b-1", true),
                                "",
                                "{broken",
                                "{}",
                                label("b-2", false)));
        assertThat(answer.statusCode()).isEqualTo(200);
        List<String> lines = answer.body().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(0))
                .isEqualTo("{\"line\":1,\"transactionId\":\"b-1\",\"status\":\"ACCEPTED\"}");
        assertThat(lines.get(1)).startsWith("{\"line\":3,\"status\":\"REJECTED\"");
        assertThat(lines.get(2)).contains("\"line\":4", "REJECTED", "\"field\":\"transactionId\"");
        assertThat(lines.get(3)).contains("\"line\":5", "\"b-2\"", "ACCEPTED");
    }

    private static void assertUnknown(IngestInstance service) throws Exception {
        HttpResponse<String> lost = post(service, label("lost", true));
        assertThat(lost.statusCode()).isEqualTo(503);
        assertThat(lost.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(lost.body()).contains("\"transactionId\":\"lost\"", "It is not known");

        List<String> lines =
                service.bulk(
                                PATH,
                                IntStream.range(0, 3_000)
                                        .mapToObj(i -> label("lost-" + i, true))
                                        .collect(Collectors.joining("\n")))
                        .body()
                        .lines()
                        .toList();
        assertThat(lines).hasSize(3_000).allMatch(it -> it.contains("\"status\":\"UNKNOWN\""));
    }

    private static String label(String id, boolean fraud) {
        return "{\"transactionId\":\"%s\",\"fraud\":%s,\"source\":\"ANALYST\"}"
                .formatted(id, fraud);
    }

    private static HttpResponse<String> post(IngestInstance service, String json) throws Exception {
        return service.postTo(PATH, json);
    }

    /** All in the log, by key, and of a key in their order. */
    private static <V extends SpecificRecord> List<ConsumerRecord<String, V>> read(
            TopicSpec<String, V> topic) {
        AvroDeserializer<V> values = new AvroDeserializer<>();
        values.configure(Map.of("schema.registry.url", kafka.registryUrl()), false);
        try (KafkaConsumer<String, V> consumer =
                new KafkaConsumer<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new StringDeserializer(),
                        values)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic.name()).stream()
                            .map(it -> new TopicPartition(it.topic(), it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end =
                    consumer.endOffsets(partitions).values().stream()
                            .mapToLong(Long::longValue)
                            .sum();
            List<ConsumerRecord<String, V>> found = new ArrayList<>();
            while (found.size() < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(found::add);
            }
            found.sort(Comparator.comparing(ConsumerRecord::key));
            return found;
        }
    }
}
