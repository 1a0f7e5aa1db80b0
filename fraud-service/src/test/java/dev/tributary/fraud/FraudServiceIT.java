package dev.tributary.fraud;

import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.serde.AvroDeserializer;
import dev.tributary.common.serde.AvroSerializer;
import dev.tributary.fraud.topology.TransactionBuilder;
import dev.tributary.local.FreePorts;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

/**
 * The service against a real broker and registry: one instance, then a second beside it. The first
 * test begins before the schemas are deployed, so the order matters.
 */
@TestMethodOrder(OrderAnnotation.class)
class FraudServiceIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir static Path folder;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static RealKafka kafka;
    private static Instance first;

    /** A running service and where it listens. */
    private record Instance(ConfigurableApplicationContext context, int port, int management)
            implements AutoCloseable {
        @Override
        public void close() {
            context.close();
        }
    }

    @BeforeAll
    static void startBeforeTheSchemasAreThere() {
        kafka = RealKafka.own();
        kafka.createTopics();
        first = start("first");
    }

    @AfterAll
    static void stop() {
        first.close();
        kafka.close();
    }

    @Test
    @Order(1)
    void shouldSayWhatItWaitsForAndStartWhenItIsThere() throws Exception {
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(health(first, "readiness").body())
                                .contains("ingest.transactions.v1-value"));
        assertThat(health(first, "readiness").statusCode()).isEqualTo(503);
        assertThat(health(first, "liveness").statusCode()).isEqualTo(200);

        kafka.deploySchemas();

        await().atMost(PATIENCE).until(() -> health(first, "readiness").statusCode() == 200);
    }

    @Test
    @Order(2)
    void shouldDecideAndShowTheCardWithItsSpend() throws Exception {
        send(aTransaction("a-1").card("card-a").amountMinor(1_250));

        assertThat(verdicts("card-a", 1))
                .singleElement()
                .satisfies(it -> assertThat(it.getTransactionId()).isEqualTo("a-1"));
        HttpResponse<String> card = get(first, "/v1/cards/card-a");
        assertThat(card.statusCode()).isEqualTo(200);
        assertThat(card.body()).contains("\"amountMinor\":1250", "\"referenceCurrency\":\"EUR\"");
        assertThat(card.headers().firstValue("Tributary-Role")).hasValue("active");
        String spend = "/v1/cards/card-a/spend?from=2026-01-01T00:00:00Z&to=2026-01-02T00:00:00Z";
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(get(first, spend).body())
                                .contains(
                                        "\"amountMinor\":1250",
                                        "\"from\":\"2026-01-01T12:00:00Z\""));
        assertThat(get(first, spend).statusCode()).isEqualTo(200);
        assertThat(get(first, "/v1/cards/nobody").statusCode()).isEqualTo(404);
        assertThat(get(first, "/v1/cards/card-a/spend?from=yesterday").statusCode()).isEqualTo(400);
        assertThat(
                        get(
                                        first,
                                        "/v1/cards/card-a/spend?from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z")
                                .statusCode())
                .isEqualTo(400);
        assertThat(get(first, "/v3/api-docs").body()).contains("/v1/cards/{cardId}");
    }

    @Test
    @Order(3)
    void shouldParkPoisonWithItsCauseAndGoOn() throws Exception {
        byte[] poison = "not avro".getBytes(StandardCharsets.UTF_8);
        try (KafkaProducer<byte[], byte[]> producer =
                producer(new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(
                            new ProducerRecord<>(
                                    IngestTopics.TRANSACTIONS.name(),
                                    "card-p".getBytes(StandardCharsets.UTF_8),
                                    poison))
                    .get();
        }
        send(aTransaction("p-1").card("card-p"));

        assertThat(verdicts("card-p", 1)).hasSize(1);
        List<ConsumerRecord<byte[], byte[]>> parked =
                read(
                        FraudTopics.DEAD_LETTERS.name(),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer(),
                        1);
        assertThat(parked).hasSize(1);
        assertThat(parked.getFirst().value()).isEqualTo(poison);
        assertThat(parked.getFirst().headers().lastHeader("__streams.errors.topic").value())
                .isEqualTo(IngestTopics.TRANSACTIONS.name().getBytes(StandardCharsets.UTF_8));
    }

    @Test
    @Order(4)
    void shouldTellItsMetrics() throws Exception {
        String metrics =
                HTTP.send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:%d/actuator/prometheus"
                                                                .formatted(first.management())))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString())
                        .body();

        assertThat(metrics)
                .contains(
                        "tributary_fraud_verdicts_total{decision=\"APPROVE\"}",
                        "tributary_streams_running{application=\"fraud-service\"} 1.0",
                        "tributary_streams_running{application=\"fraud-service-reports\"} 1.0",
                        "kafka_stream_thread_commit_latency_avg");
    }

    @Test
    @Order(5)
    void shouldAnswerForAnyCardFromAnyInstanceAndFromTheOneThatIsLeft() throws Exception {
        List<String> cards = IntStream.range(0, 12).mapToObj(i -> "card-r" + i).toList();
        for (String card : cards) {
            send(aTransaction("r-" + card).card(card));
        }
        try (Instance second = start("second")) {
            await().atMost(PATIENCE)
                    .until(() ->
                            health(second, "readiness").statusCode() == 200
                                    && servedBy(cards).size() == 2);
            for (String card : cards) {
                await().atMost(PATIENCE)
                        .untilAsserted(() -> {
                            assertThat(get(first, "/v1/cards/" + card).statusCode()).isEqualTo(200);
                            assertThat(get(second, "/v1/cards/" + card).body())
                                    .isEqualTo(get(first, "/v1/cards/" + card).body());
                        });
            }
        }
        await().atMost(PATIENCE)
                .until(() -> {
                    for (String card : cards) {
                        if (get(first, "/v1/cards/" + card).statusCode() != 200) {
                            return false;
                        }
                    }
                    return true;
                });
        assertThat(servedBy(cards)).hasSize(1);
    }

    private static List<String> servedBy(List<String> cards)
            throws IOException, InterruptedException {
        List<String> instances = new ArrayList<>();
        for (String card : cards) {
            get(first, "/v1/cards/" + card)
                    .headers()
                    .firstValue("Tributary-Served-By")
                    .ifPresent(instances::add);
        }
        return instances.stream().distinct().toList();
    }

    private static Instance start(String name) {
        int port = FreePorts.one();
        int management = FreePorts.one();
        ConfigurableApplicationContext context =
                new SpringApplicationBuilder(FraudApplication.class)
                        .properties(Map.of("spring.jmx.enabled", "false"))
                        .run(
                                "--server.port=" + port,
                                "--server.address=127.0.0.1",
                                "--management.server.port=" + management,
                                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "--spring.kafka.properties.schema.registry.url="
                                        + kafka.registryUrl(),
                                "--spring.kafka.streams.state-dir=" + folder.resolve(name),
                                "--spring.kafka.streams.properties.application.server=127.0.0.1:"
                                        + port);
        return new Instance(context, port, management);
    }

    private static HttpResponse<String> get(Instance instance, String path)
            throws IOException, InterruptedException {
        return get("http://127.0.0.1:" + instance.port() + path);
    }

    private static HttpResponse<String> health(Instance instance, String group)
            throws IOException, InterruptedException {
        return get(
                "http://127.0.0.1:%d/actuator/health/%s".formatted(instance.management(), group));
    }

    private static HttpResponse<String> get(String address)
            throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(address)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static void send(TransactionBuilder builder)
            throws ExecutionException, InterruptedException {
        Transaction transaction = builder.build();
        AvroSerializer<Transaction> serializer = new AvroSerializer<>();
        serializer.configure(
                Map.of(
                        "schema.registry.url",
                        kafka.registryUrl(),
                        "auto.register.schemas",
                        "false"),
                false);
        try (KafkaProducer<String, Transaction> producer =
                producer(new StringSerializer(), serializer)) {
            producer.send(
                            new ProducerRecord<>(
                                    IngestTopics.TRANSACTIONS.name(),
                                    transaction.getCardId(),
                                    transaction))
                    .get();
        }
    }

    private static <K, V> KafkaProducer<K, V> producer(Serializer<K> key, Serializer<V> value) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"), key, value);
    }

    private static List<Verdict> verdicts(String cardId, int expected) {
        List<Verdict> verdicts = new ArrayList<>();
        await().atMost(PATIENCE)
                .until(() -> {
                    verdicts.clear();
                    // Each reader closes its own.
                    AvroDeserializer<Verdict> deserializer = new AvroDeserializer<>();
                    deserializer.configure(
                            Map.of("schema.registry.url", kafka.registryUrl()), false);
                    read(FraudTopics.VERDICTS.name(), new StringDeserializer(), deserializer, 0)
                            .stream()
                            .filter(it -> it.key().equals(cardId))
                            .map(ConsumerRecord::value)
                            .forEach(verdicts::add);
                    return verdicts.size() >= expected;
                });
        return verdicts;
    }

    /** Everything committed on the topic; waits until there are at least so many. */
    private static <K, V> List<ConsumerRecord<K, V>> read(
            String topic, Deserializer<K> key, Deserializer<V> value, int expected) {
        Map<String, Object> configs = new HashMap<>();
        configs.put("bootstrap.servers", kafka.bootstrapServers());
        configs.put("isolation.level", "read_committed");
        configs.put("auto.offset.reset", "earliest");
        List<ConsumerRecord<K, V>> records = new ArrayList<>();
        try (KafkaConsumer<K, V> consumer = new KafkaConsumer<>(configs, key, value)) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(topic).stream()
                            .map(it -> new TopicPartition(topic, it.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            await().atMost(PATIENCE)
                    .until(() -> {
                        consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
                        return records.size() >= expected
                                && partitions.stream()
                                        .allMatch(it -> consumer.position(it) >= ends.get(it));
                    });
        }
        return records;
    }
}
