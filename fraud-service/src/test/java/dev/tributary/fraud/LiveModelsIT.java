package dev.tributary.fraud;

import static dev.tributary.fraud.FraudInstance.PATIENCE;
import static dev.tributary.fraud.ModelFixture.model;
import static dev.tributary.fraud.topology.TransactionBuilder.aTransaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.serde.AvroSerde;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.local.RealKafka;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Model;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.common.serialization.Serdes;
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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/**
 * Models that come and go while the service runs, against a broker and a registry of their own. The
 * order is that of a model's life.
 */
@TestMethodOrder(OrderAnnotation.class)
class LiveModelsIT {
    private static final String MODELS = "/v1/models";

    @TempDir static Path folder;

    private static RealKafka kafka;
    private static SchemaRegistryClient registry;
    private static TopicPublisher<String, Model> trainer;
    private static FraudInstance first;
    private static PlayedIngest ingest;

    @BeforeAll
    static void startOne() throws Exception {
        kafka = RealKafka.cleared();
        kafka.createTopics();
        registry = SchemaRegistryClient.of(Map.of("schema.registry.url", kafka.registryUrl()));
        kafka.deploySchemas();
        trainer =
                new TopicPublisher<>(
                        Map.of("bootstrap.servers", kafka.bootstrapServers()),
                        new Topic<>(
                                FraudTopics.MODELS,
                                Serdes.String(),
                                AvroSerde.of(Model.class, registry, Map.of())),
                        Duration.ofSeconds(5));
        first = FraudInstance.start(kafka, folder.resolve("first")).awaitReady();
        ingest = new PlayedIngest(kafka);
    }

    @AfterAll
    static void stop() {
        ingest.close();
        first.close();
        trainer.close();
        registry.close();
    }

    @Test
    @Order(1)
    void shouldScoreTheNextTransactionByAModelThatIsActivated() throws Exception {
        Verdict before = decide("t-1", 50_000);
        assertThat(before.getModelVersion()).isNull();
        assertThat(before.getModelScore()).isNull();
        assertThat(before.getReasons()).isEmpty();
        assertThat(before.getDegraded()).isEmpty();

        publish(ModelAvroMapper.toAvro(model("m-1", 40_000, 0.6)));
        assertThat(decide("t-2", 50_000).getModelVersion()).isNull();
        HttpResponse<String> activated = first.post(MODELS + "/m-1/activate");
        assertThat(activated.statusCode()).as(activated.body()).isEqualTo(200);
        assertThat(activated.body())
                .contains("\"activeVersion\":\"m-1\"", "\"inForceVersion\":\"m-1\"");

        Verdict high = decide("t-3", 50_000);
        assertThat(high.getModelVersion()).isEqualTo("m-1");
        assertThat(high.getModelScore()).isBetween(0.59, 0.61);
        assertThat(high.getDecision()).isEqualTo(Decision.REVIEW);
        assertThat(high.getDegraded()).isEmpty();
        assertThat(high.getReasons()).extracting(Reason::getCode).containsExactly("MODEL");
        assertThat(high.getReasons().getFirst().getDetail())
                .startsWith("Model m-1 gives a probability of 0.6")
                .contains("most by amountMinor 50000");
        Verdict low = decide("t-4", 30_000);
        assertThat(low.getModelVersion()).isEqualTo("m-1");
        assertThat(low.getModelScore()).isLessThan(0.02);
        assertThat(low.getReasons()).isEmpty();
        assertThat(low.getDecision()).isEqualTo(Decision.APPROVE);
    }

    @Test
    @Order(2)
    void shouldTellOfAModelWhatItIsAndWhereItComesFrom() throws Exception {
        assertThat(first.get(MODELS + "/m-1").body())
                .contains(
                        "\"version\":\"m-1\"",
                        "\"active\":true",
                        "\"inForce\":true",
                        "\"features\":[\"amountMinor\"]",
                        "\"validation.averagePrecision\":0.5",
                        "\"from\":\"2026-01-01T00:00:00Z\"",
                        "\"to\":\"2026-01-08T00:00:00Z\"",
                        "\"labelDelay\":\"PT168H\"",
                        "\"frauds\":10");
        assertThat(first.get(MODELS).body())
                .contains("\"activeVersion\":\"m-1\"", "\"degraded\":[]", "\"loaded\":true");
        for (String path : List.of("/m-9", "/m-9/performance")) {
            assertThat(first.get(MODELS + path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(first.post(MODELS + "/m-9/activate").statusCode()).isEqualTo(404);
        assertThat(first.post(MODELS + "/m-9/rollback").statusCode()).isEqualTo(404);
        assertThat(first.delete(MODELS + "/m-9").statusCode()).isEqualTo(404);
        assertThat(first.get(MODELS + "/m-1/activate").statusCode()).isEqualTo(405);
        assertThat(first.delete(MODELS + "/m-1").statusCode()).isEqualTo(409);
    }

    @Test
    @Order(3)
    void shouldRefuseAModelForOtherFeaturesAndKeepTheOldOne() throws Exception {
        Model other = ModelAvroMapper.toAvro(model("m-other", 1, 0.9));
        other.setFeatures(List.of("mood"));
        Model noNumber = ModelAvroMapper.toAvro(model("m-nan", 1, 0.9));
        noNumber.setNodeThresholds(List.of(Float.NaN, 0f, 1f));
        publish(other);
        publish(noNumber);

        for (String version : List.of("m-other", "m-nan")) {
            HttpResponse<String> refused = first.post(MODELS + "/" + version + "/activate");
            assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
            assertThat(refused.headers().firstValue("Content-Type"))
                    .hasValueSatisfying(
                            it -> assertThat(it).startsWith("application/problem+json"));
        }
        assertThat(first.get(MODELS + "/m-other").body()).contains("\"refused\":", "[mood]");
        assertThat(decide("t-5", 50_000).getModelVersion()).isEqualTo("m-1");
        assertThat(first.metrics()).contains("tributary_fraud_models_refusals_total 2.0");
        assertThat(first.delete(MODELS + "/m-other").statusCode()).isEqualTo(204);
        assertThat(first.delete(MODELS + "/m-nan").statusCode()).isEqualTo(204);
        assertThat(first.get(MODELS + "/m-nan").statusCode()).isEqualTo(404);
    }

    @Test
    @Order(4)
    void shouldRollBackInOneCallAndNotFurtherWhenItIsSentAgain() throws Exception {
        publish(ModelAvroMapper.toAvro(model("m-2", 10_000, 0.95)));
        assertThat(first.post(MODELS + "/m-2/activate").statusCode()).isEqualTo(200);
        assertThat(first.post(MODELS + "/m-2/activate").body())
                .as("sent again")
                .contains("\"rollbackVersion\":\"m-1\"");
        Verdict harsh = decide("t-6", 30_000);
        assertThat(harsh.getModelVersion()).isEqualTo("m-2");
        assertThat(harsh.getDecision()).isEqualTo(Decision.BLOCK);
        assertThat(first.post(MODELS + "/m-1/rollback").statusCode()).isEqualTo(409);
        assertThat(first.delete(MODELS + "/m-1").statusCode()).isEqualTo(409);

        HttpResponse<String> back = first.post(MODELS + "/m-2/rollback");
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        Verdict after = decide("t-7", 30_000);
        assertThat(after.getModelVersion()).isEqualTo("m-1");
        assertThat(after.getDecision()).isEqualTo(Decision.APPROVE);
        assertThat(first.post(MODELS + "/m-2/rollback").statusCode()).isEqualTo(409);
        assertThat(decide("t-8", 30_000).getModelVersion()).isEqualTo("m-1");
    }

    @Test
    @Order(5)
    void shouldSwitchOnEveryInstanceAndKeepTheModelOverARestart() throws Exception {
        try (FraudInstance second =
                FraudInstance.start(kafka, folder.resolve("second")).awaitReady()) {
            awaitInForce(second, "m-1");
            assertThat(second.post(MODELS + "/m-2/activate").statusCode()).isEqualTo(200);
            awaitInForce(first, "m-2");
            // Cards of every partition, so that both instances score.
            for (int i = 0; i < 20; i++) {
                assertThat(decide("two-" + i, 30_000).getModelVersion()).isEqualTo("m-2");
            }
            assertThat(first.post(MODELS + "/m-2/rollback").statusCode()).isEqualTo(200);
            awaitInForce(second, "m-1");
            for (int i = 0; i < 20; i++) {
                assertThat(decide("back-" + i, 30_000).getModelVersion()).isEqualTo("m-1");
            }
            assertThat(second.post(MODELS + "/m-2/activate").statusCode()).isEqualTo(200);
            awaitInForce(first, "m-2");
        }
        first.close();
        first = FraudInstance.start(kafka, folder.resolve("first")).awaitReady();

        Verdict verdict = decide("t-9", 30_000);
        assertThat(verdict.getModelVersion()).isEqualTo("m-2");
        assertThat(verdict.getDegraded()).isEmpty();
        assertThat(first.get(MODELS).body()).contains("\"rollbackVersion\":\"m-1\"");
    }

    @Test
    @Order(6)
    void shouldTakeAModelOfMoreThanAMegabyte() throws Exception {
        Model large = ModelAvroMapper.toAvro(model("m-large", 10_000, 0.9));
        int trees = 4_000;
        large.setRoots(series(trees, i -> 63 * i));
        List<Integer> features = new ArrayList<>();
        List<Integer> left = new ArrayList<>();
        List<Integer> right = new ArrayList<>();
        for (int tree = 0; tree < trees; tree++) {
            for (int node = 0; node < 63; node++) {
                boolean leaf = node >= 31;
                features.add(leaf ? -1 : 0);
                left.add(leaf ? -1 : 63 * tree + 2 * node + 1);
                right.add(leaf ? -1 : 63 * tree + 2 * node + 2);
            }
        }
        large.setNodeFeatures(features);
        large.setNodeLeft(left);
        large.setNodeRight(right);
        large.setNodeThresholds(Collections.nCopies(features.size(), 0.001f));
        large.setNodeAbsentLeft(Collections.nCopies(features.size(), true));
        large.setNodeCovers(Collections.nCopies(features.size(), 1f));

        publish(large);

        assertThat(first.json(MODELS + "/m-large").path("trees").asInt()).isEqualTo(trees);
        assertThat(first.post(MODELS + "/m-large/activate").statusCode()).isEqualTo(200);
        assertThat(decide("t-10", 30_000).getModelVersion()).isEqualTo("m-large");
    }

    private static List<Integer> series(int size, IntUnaryOperator of) {
        return IntStream.range(0, size).map(of).boxed().toList();
    }

    private static Verdict decide(String id, long amountMinor) {
        return ingest.decide(aTransaction(id).card("card-" + id).amountMinor(amountMinor));
    }

    /** As training does; until the first instance knows of it. */
    private static void publish(Model model) throws Exception {
        assertThat(trainer.publish(model.getVersion(), model))
                .isInstanceOf(Publication.Acknowledged.class);
        await().atMost(PATIENCE)
                .until(() -> first.get(MODELS + "/" + model.getVersion()).statusCode() == 200);
    }

    private static void awaitInForce(FraudInstance instance, String version) {
        await().atMost(PATIENCE)
                .until(() ->
                        instance.json(MODELS)
                                .path("state")
                                .path("inForceVersion")
                                .asString("")
                                .equals(version));
    }
}
