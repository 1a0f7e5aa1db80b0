package dev.tributary.ingest;

import static dev.tributary.ingest.IngestInstance.PATIENCE;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.fixtures.PlayedTopics;
import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.RecommendationTopics;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;
import dev.tributary.schemas.recommendation.ErasedSessions;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What comes in beside transactions over HTTP into a real broker, which goes away in the end and
 * comes back. The first test begins before there are topics, so the order matters.
 */
@TestMethodOrder(OrderAnnotation.class)
class IntakeIT {
    private static final String PATH = "/v1/labels";
    private static final String MOVEMENTS = "/v1/stock-movements";
    private static final String INTERACTIONS = "/v1/interactions";
    private static final String ITEM = "/v1/catalog/sku-1";
    private static final String CONSENT = "/v1/customers/u-2/consent";
    private static final String UUID_7 =
            "[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static IngestInstance service;

    @BeforeAll
    static void startBeforeTheTopicsAreThere() {
        kafka = RealKafka.cleared();
        service = start("first");
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private static IngestInstance start(String name, String... more) {
        return IngestInstance.start(
                kafka.bootstrapServers(), kafka.registryUrl(), folder.resolve(name), more);
    }

    @Test
    @Order(1)
    void shouldSayThatTheCatalogueIsNotKnownBeforeItsTopicIsRead() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(service.get(ITEM).body())
                                .contains("not known yet: topic ingest.catalog.v1: ", "not exist"));
        assertThat(service.get(ITEM).statusCode()).isEqualTo(503);
        assertThat(service.get(ITEM).headers().firstValue("Retry-After")).hasValue("1");
        HttpResponse<String> refused = service.put(ITEM, item(1));
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("The catalogue is not known yet");
        assertThat(service.delete(ITEM).statusCode()).isEqualTo(503);
        assertThat(service.get(CONSENT).statusCode()).isEqualTo(503);
        assertThat(service.get("/v1/customers/u-1/erasure").statusCode()).isEqualTo(503);
        // Nobody is named before it is known who wants to be.
        assertThat(service.postTo(INTERACTIONS, interaction("s", "VIEW")).statusCode())
                .isEqualTo(503);

        kafka.createTopics();
        kafka.deploySchemas();
        service.awaitReady();
        await().atMost(PATIENCE).until(() -> service.get(ITEM).statusCode() == 404);
        await().atMost(PATIENCE).until(() -> service.get(CONSENT).statusCode() == 200);
    }

    @Test
    @Order(2)
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
    @Order(3)
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
    @Order(4)
    void shouldTakeInteractionsInAndTellWhereTheyStandInTheLog() throws Exception {
        HttpResponse<String> answer =
                service.postTo(
                        INTERACTIONS,
                        "{\"interactionId\":\"i-1\",\"sessionId\":\"s-1\",\"customerId\":\"u-1\","
                                + "\"sku\":\"sku-1\",\"kind\":\"VIEW\","
                                + "\"occurredAt\":\"2026-01-31T12:00:00.123Z\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        HttpResponse<String> named =
                service.postTo(INTERACTIONS, interaction("s-1", "CART"), "Idempotency-Key", "i-2");
        assertThat(named.body()).startsWith("{\"interactionId\":\"i-2\",");
        assertThat(service.postTo(INTERACTIONS, interaction("s-1", "PURCHASE")).body())
                .matches("\\{\"interactionId\":\"" + UUID_7 + "\",.*");
        List<String> lines =
                service.bulk(
                                INTERACTIONS,
                                String.join(
                                        "\n",
                                        interaction("s-1", "VIEW")
                                                .replace("{", "{\"interactionId\":\"i-3\","),
                                        "{}",
                                        interaction("s-1", "VIEW")))
                        .body()
                        .lines()
                        .toList();
        assertThat(service.postTo(INTERACTIONS, interaction("s-1", "STARE")).statusCode())
                .isEqualTo(400);

        List<ConsumerRecord<String, Interaction>> log = read(IngestTopics.INTERACTIONS);
        assertThat(log)
                .hasSize(5)
                .allMatch(it -> it.partition() == log.getFirst().partition())
                .allMatch(it -> it.key().equals("s-1\0" + it.value().getInteractionId()));
        assertThat(log)
                .filteredOn(it -> it.key().startsWith("s-1\0i-"))
                .extracting(
                        it -> it.value().getInteractionId(),
                        it -> it.value().getKind(),
                        it -> it.value().getCustomerId())
                .containsExactly(
                        tuple("i-1", InteractionKind.VIEW, "u-1"),
                        tuple("i-2", InteractionKind.CART, null),
                        tuple("i-3", InteractionKind.VIEW, null));
        ConsumerRecord<String, Interaction> first = only(log, "i-1");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"interactionId\":\"i-1\",\"sessionId\":\"s-1\",\"customerId\":\"u-1\","
                                + "\"sku\":\"sku-1\",\"kind\":\"VIEW\","
                                + "\"occurredAt\":\"2026-01-31T12:00:00.123Z\",\"position\":\""
                                + position(first)
                                + "\"}");
        assertThat(answer.headers().firstValue("Tributary-Position"))
                .hasValue(
                        "ingest.interactions.v1-%d:%d"
                                .formatted(first.partition(), first.offset()));
        assertThat(lines).hasSize(3);
        assertThat(lines.get(0))
                .isEqualTo(
                        "{\"line\":1,\"interactionId\":\"i-3\",\"status\":\"ACCEPTED\",\"position\":\""
                                + position(only(log, "i-3"))
                                + "\"}");
        assertThat(lines.get(1))
                .contains("\"line\":2", "REJECTED", "\"field\":\"sessionId\"")
                .doesNotContain("position");
        assertThat(lines.get(2))
                .matches("\\{\"line\":3,\"interactionId\":\"" + UUID_7 + "\",.*ACCEPTED.*");
        assertThat(service.metrics().body())
                .contains("tributary_ingest_interactions_accepted_total{way=\"single\"} 3.0")
                .contains("tributary_ingest_interactions_accepted_total{way=\"bulk\"} 2.0");
        assertThat(service.get("/v3/api-docs").body()).contains(INTERACTIONS, "\"Interaction\"");
    }

    @Test
    @Order(5)
    void shouldPlaceInteractionsWhereKafkaPlacesTheirSessionAsAKey() throws Exception {
        List<String> sessions = IntStream.range(0, 40).mapToObj(i -> "späte-№" + i).toList();
        service.bulk(
                INTERACTIONS,
                sessions.stream()
                        .map(session -> interaction(session, "VIEW"))
                        .collect(Collectors.joining("\n")));

        Map<String, Integer> placed =
                read(IngestTopics.INTERACTIONS).stream()
                        .filter(it -> it.key().startsWith("späte-"))
                        .collect(
                                Collectors.toMap(
                                        it -> it.value().getSessionId(),
                                        ConsumerRecord::partition));
        assertThat(placed).isEqualTo(placedByKafka(sessions));
        assertThat(placed.values()).contains(0, 1, 2, 3);
    }

    @Test
    @Order(6)
    void shouldShowAnItemOfTheCatalogueAsSoonAsItsChangeIsAnswered() throws Exception {
        HttpResponse<String> made = service.put(ITEM, item(1));
        assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
        assertThat(made.body())
                .startsWith(
                        "{\"sku\":\"sku-1\",\"name\":\"Blue shirt\",\"category\":\"Shirts\","
                                + "\"priceMinor\":1,\"currency\":\"EUR\","
                                + "\"imageUrl\":\"https://shop.example/1.jpg\",\"updatedAt\":\"");
        assertThat(service.get(ITEM).body()).isEqualTo(made.body());

        for (int price = 2; price <= 20; price++) {
            HttpResponse<String> replaced = service.put(ITEM, item(price));
            assertThat(replaced.statusCode()).isEqualTo(200);
            assertThat(service.get(ITEM).body()).isEqualTo(replaced.body());
        }
        for (int i = 0; i < 10; i++) {
            assertThat(service.delete(ITEM).statusCode()).isEqualTo(204);
            assertThat(service.get(ITEM).statusCode()).isEqualTo(404);
            assertThat(service.delete(ITEM).statusCode()).isEqualTo(204);
            assertThat(service.put(ITEM, item(100 + i)).statusCode()).isEqualTo(201);
        }
        List<ConsumerRecord<String, CatalogItem>> log = read(IngestTopics.CATALOG);
        assertThat(log).hasSize(50).allMatch(it -> it.key().equals("sku-1"));
        assertThat(log).filteredOn(it -> it.value().getWithdrawn()).hasSize(20);
        assertThat(log.getLast().value().getPriceMinor()).isEqualTo(109);

        HttpResponse<String> refused =
                service.put(
                        "/v1/catalog/no%20blank", "{\"name\":\"\",\"priceMinor\":-1,\"stock\":3}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains(
                        "\"field\":\"sku\"",
                        "\"field\":\"name\"",
                        "\"field\":\"category\"",
                        "\"field\":\"priceMinor\"",
                        "\"field\":\"currency\"",
                        "\"field\":\"stock\"");
        assertThat(service.delete("/v1/catalog/no%20blank").statusCode()).isEqualTo(400);
        assertThat(read(IngestTopics.CATALOG)).hasSize(50);
        assertThat(service.metrics().body())
                .contains("tributary_ingest_catalog_items 1.0")
                .contains("tributary_feed_ready{feed=\"catalog\"} 1.0");
        assertThat(service.get("/v3/api-docs").body())
                .contains("/v1/catalog/{sku}", "\"CatalogItem\"");
    }

    @Test
    @Order(7)
    void shouldKnowTheCatalogueAtAnotherInstanceAndSayWhatIsNotShownThereYet() throws Exception {
        try (IngestInstance slow =
                start(
                                "slow",
                                "--tributary.ingest.catalog.items-max=2",
                                "--tributary.ingest.catalog.shown-wait=1ms",
                                // It asks for what is new once a second.
                                "--spring.kafka.consumer.properties.fetch.min.bytes=1000000",
                                "--spring.kafka.consumer.properties.fetch.max.wait.ms=1000")
                        .awaitReady()) {
            String other = "/v1/catalog/sku-2";
            await().atMost(PATIENCE).until(() -> slow.get(ITEM).statusCode() == 200);
            assertThat(slow.get(ITEM).body()).isEqualTo(service.get(ITEM).body());
            String changed = service.put(ITEM, item(7)).body();
            await().atMost(PATIENCE).until(() -> slow.get(ITEM).body().equals(changed));

            // It has just asked, so it does not hear of this at once.
            assertThat(slow.put(other, item(2)).statusCode()).isEqualTo(202);
            await().atMost(PATIENCE).until(() -> slow.get(other).statusCode() == 200);
            assertThat(slow.get(other).body()).isEqualTo(service.get(other).body());
            assertThat(slow.delete(other).statusCode()).isEqualTo(202);
            assertThat(slow.get(other).statusCode()).isEqualTo(200);

            await().atMost(PATIENCE).until(() -> slow.get(other).statusCode() == 404);
            assertThat(service.put(other, item(3)).statusCode()).isEqualTo(201);
            await().atMost(PATIENCE).until(() -> slow.get(other).statusCode() == 200);
            assertThat(slow.put("/v1/catalog/sku-3", item(3)).statusCode()).isEqualTo(409);
            assertThat(service.get("/v1/catalog/sku-3").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @Order(8)
    void shouldNotNameWhoWithdrewTheirConsent() throws Exception {
        assertThat(service.get(CONSENT).body())
                .isEqualTo("{\"customerId\":\"u-2\",\"granted\":true}");
        assertThat(service.postTo(INTERACTIONS, named("c-1", "u-2")).body()).contains("u-2");

        HttpResponse<String> withdrawn = service.put(CONSENT, "{\"granted\":false}");
        assertThat(withdrawn.statusCode()).as(withdrawn.body()).isEqualTo(200);
        assertThat(service.get(CONSENT).body()).isEqualTo(withdrawn.body());
        HttpResponse<String> unnamed = service.postTo(INTERACTIONS, named("c-2", "u-2"));
        assertThat(unnamed.statusCode()).isEqualTo(202);
        assertThat(unnamed.body()).doesNotContain("u-2");
        assertThat(
                        service.bulk(INTERACTIONS, named("c-3", "u-2") + "\n" + named("c-3", "u-3"))
                                .body())
                .contains("ACCEPTED");

        assertThat(service.put(CONSENT, "{\"granted\":true}").statusCode()).isEqualTo(200);
        assertThat(service.postTo(INTERACTIONS, named("c-4", "u-2")).body()).contains("u-2");
        assertThat(read(IngestTopics.INTERACTIONS))
                .filteredOn(it -> it.key().startsWith("c-"))
                .extracting(it -> it.value().getSessionId(), it -> it.value().getCustomerId())
                .containsExactlyInAnyOrder(
                        tuple("c-1", "u-2"),
                        tuple("c-2", null),
                        tuple("c-3", null),
                        tuple("c-3", "u-3"),
                        tuple("c-4", "u-2"));

        HttpResponse<String> refused =
                service.put(
                        "/v1/customers/no%20blank/consent",
                        "{\"customerId\":\"u-2\",\"granted\":\"yes\",\"more\":1}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body())
                .contains("must be the one in the address", "\"granted\"", "\"more\"");
        assertThat(service.put(CONSENT, "no json").statusCode()).isEqualTo(400);
        assertThat(service.get("/v1/customers/no%20blank/consent").statusCode()).isEqualTo(400);
    }

    @Test
    @Order(9)
    void shouldEraseWhatACustomerDidAndWhatWasDoneInTheSameSessionsBefore() throws Exception {
        String erasure = "/v1/customers/u-4/erasure";
        assertThat(service.get(erasure).statusCode()).isEqualTo(404);
        service.postTo(INTERACTIONS, interaction("e-1", "VIEW"));
        service.postTo(INTERACTIONS, named("e-1", "u-4"));
        service.postTo(INTERACTIONS, named("e-2", "u-4"));
        service.postTo(INTERACTIONS, named("e-3", "u-5"));

        HttpResponse<String> asked = service.delete("/v1/customers/u-4/history");
        assertThat(asked.statusCode()).as(asked.body()).isEqualTo(202);
        assertThat(asked.headers().firstValue("Location")).hasValue(erasure);
        await().atMost(PATIENCE)
                .until(() ->
                        service.get(erasure).body().contains("\"interactions\":{\"deleted\":3"));
        assertThat(service.get(erasure).body()).doesNotContain("\"sessions\"");
        assertThat(standing("e-")).containsExactly("e-3");

        // What comes later is another story.
        service.postTo(INTERACTIONS, named("e-2", "u-4"));
        Instant requestedAt = read(IngestTopics.ERASED).getLast().value().getRequestedAt();
        try (PlayedTopics recommendation =
                new PlayedTopics(kafka.bootstrapServers(), kafka.registryUrl())) {
            recommendation.send(
                    RecommendationTopics.ERASED.name(),
                    "u-4",
                    new ErasedSessions("u-4", requestedAt.minusMillis(1), requestedAt, 8L));
            recommendation.send(
                    RecommendationTopics.ERASED.name(),
                    "u-5",
                    new ErasedSessions("u-5", requestedAt, requestedAt, 9L));
            recommendation.send(
                    RecommendationTopics.ERASED.name(),
                    "u-4",
                    new ErasedSessions("u-4", requestedAt, requestedAt, 2L));
        }
        await().atMost(PATIENCE)
                .until(() -> service.get(erasure).body().contains("\"sessions\":{\"deleted\":2"));
        assertThat(service.get(erasure).body()).contains("\"completedAt\"");
        assertThat(standing("e-")).containsExactlyInAnyOrder("e-2", "e-3");

        assertThat(service.delete("/v1/customers/u-4/history").statusCode()).isEqualTo(202);
        await().atMost(PATIENCE)
                .until(() ->
                        service.get(erasure).body().contains("\"interactions\":{\"deleted\":1"));
        assertThat(service.get(erasure).body()).doesNotContain("\"sessions\"");
        assertThat(standing("e-")).containsExactly("e-3");
        assertThat(service.delete("/v1/customers/no%20blank/history").statusCode()).isEqualTo(400);
    }

    /** Sessions that begin so and have a record that was not deleted. */
    private static List<String> standing(String sessions) {
        Map<String, ConsumerRecord<String, Interaction>> newest = new HashMap<>();
        read(IngestTopics.INTERACTIONS).forEach(it -> newest.put(it.key(), it));
        return newest.values().stream()
                .filter(it -> it.key().startsWith(sessions) && it.value() != null)
                .map(it -> it.value().getSessionId())
                .toList();
    }

    private static String named(String sessionId, String customerId) {
        return "{\"sessionId\":\"%s\",\"customerId\":\"%s\",\"sku\":\"sku-1\",\"kind\":\"VIEW\"}"
                .formatted(sessionId, customerId);
    }

    @Test
    @Order(10)
    void shouldTellWhenItIsNotKnownWhetherTheBrokerHasThem() throws Exception {
        String known = service.get(ITEM).body();
        kafka.broker().kill();
        assertUnknown(service);
        assertLost(service.postTo(MOVEMENTS, movement("lost", "RECEIPT", 1)), "movementId");
        assertLost(
                service.postTo(INTERACTIONS, interaction("s-1", "VIEW"), "Idempotency-Key", "lost"),
                "interactionId");
        HttpResponse<String> put = service.put(ITEM, item(7));
        assertThat(put.statusCode()).isEqualTo(503);
        assertThat(put.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(service.delete(ITEM).statusCode()).isEqualTo(503);
        assertThat(service.get(ITEM).body()).isEqualTo(known);
        assertThat(service.put(CONSENT, "{\"granted\":false}").statusCode()).isEqualTo(503);
        assertThat(service.delete("/v1/customers/u-2/history").statusCode()).isEqualTo(503);

        kafka.broker().start();
        await().atMost(PATIENCE).until(() -> post(service, label("t-3", true)).statusCode() == 202);
        assertThat(read(IngestTopics.LABELS)).extracting(ConsumerRecord::key).contains("t-3");
        await().atMost(PATIENCE).until(() -> service.put(ITEM, item(8)).statusCode() == 200);
    }

    private static void assertLost(HttpResponse<String> answer, String field) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(answer.body()).contains("\"" + field + "\":\"lost\"", "It is not known");
    }

    private static String interaction(String sessionId, String kind) {
        return "{\"sessionId\":\"%s\",\"sku\":\"sku-1\",\"kind\":\"%s\"}"
                .formatted(sessionId, kind);
    }

    private static String item(int priceMinor) {
        return ("{\"name\":\"Blue shirt\",\"category\":\"Shirts\",\"priceMinor\":%d,"
                        + "\"currency\":\"EUR\",\"imageUrl\":\"https://shop.example/1.jpg\"}")
                .formatted(priceMinor);
    }

    private static ConsumerRecord<String, Interaction> only(
            List<ConsumerRecord<String, Interaction>> log, String interactionId) {
        return log.stream()
                .filter(it -> it.value().getInteractionId().equals(interactionId))
                .findAny()
                .orElseThrow();
    }

    /** Where a producer that knows nothing of us puts these keys, of as many partitions. */
    private static Map<String, Integer> placedByKafka(List<String> keys) throws Exception {
        NewTopic topic = new NewTopic("plain", IngestTopics.INTERACTIONS.partitions(), (short) 1);
        try (Admin admin = kafka.admin();
                KafkaProducer<String, String> producer =
                        new KafkaProducer<>(
                                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                                new StringSerializer(),
                                new StringSerializer())) {
            admin.createTopics(List.of(topic)).all().get();
            Map<String, Integer> placed = new HashMap<>();
            for (String key : keys) {
                placed.put(
                        key,
                        producer.send(new ProducerRecord<>(topic.name(), key, ""))
                                .get()
                                .partition());
            }
            return placed;
        }
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
