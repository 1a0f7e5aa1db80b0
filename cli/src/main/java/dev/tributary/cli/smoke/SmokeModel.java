package dev.tributary.cli.smoke;

import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.serde.AvroSerde;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Model;

import org.apache.kafka.common.serialization.Serdes;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A model of one tree, which suspects one amount and nothing else. */
final class SmokeModel {
    static final String VERSION = "smoke";
    static final long AMOUNT_MINOR = 4_343;

    private static final float SUSPICIOUS = 1;
    private static final float HONEST = -6;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private SmokeModel() {}

    /** Writes it to {@code fraud.models.v1}, as training does. */
    static void publish(String bootstrapServers, String registryUrl) throws InterruptedException {
        try (SchemaRegistryClient registry =
                        SchemaRegistryClient.of(Map.of("schema.registry.url", registryUrl));
                TopicPublisher<String, Model> publisher =
                        new TopicPublisher<>(
                                Map.of("bootstrap.servers", bootstrapServers),
                                new Topic<>(
                                        FraudTopics.MODELS,
                                        Serdes.String(),
                                        AvroSerde.of(Model.class, registry, Map.of())),
                                CLOSE_TIMEOUT)) {
            Publication sent = publisher.publish(VERSION, ModelAvroMapper.toAvro(model()));
            Claims.holds(sent instanceof Publication.Acknowledged, "it was not written: " + sent);
        }
    }

    private static FraudModel model() {
        Instant from = Instant.parse("2026-01-01T00:00:00Z");
        return new FraudModel(
                VERSION,
                new TreeEnsemble(
                        List.of(Feature.AMOUNT_MINOR),
                        0,
                        new int[] {0},
                        new NodeTable(
                                new int[] {0, -1, 0, -1, -1},
                                new float[] {
                                    AMOUNT_MINOR, HONEST, AMOUNT_MINOR + 1, SUSPICIOUS, HONEST
                                },
                                new int[] {1, -1, 3, -1, -1},
                                new int[] {2, -1, 4, -1, -1},
                                new boolean[] {true, false, false, false, false},
                                new float[] {10, 5, 5, 1, 4})),
                LearnedConstants.NONE,
                new FraudModel.Training(
                        from, from.plus(Duration.ofDays(7)), 10, 1, Duration.ofDays(7), 1),
                Map.of(),
                from);
    }
}
