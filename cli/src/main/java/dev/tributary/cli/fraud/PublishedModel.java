package dev.tributary.cli.fraud;

import dev.tributary.cli.client.RunningSuite;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.serde.AvroSerde;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.wire.ModelAvroMapper;
import dev.tributary.schemas.FraudTopics;
import dev.tributary.schemas.fraud.Model;

import org.apache.kafka.common.serialization.Serdes;

import tools.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Brings a model to a running suite: onto {@code fraud.models.v1}, and into force. */
final class PublishedModel {
    private static final String PATH = "/v1/models";

    /** What is written is known to fraud-service within a second, or later on a slow machine. */
    private static final Duration KNOWN_WITHIN = Duration.ofSeconds(60);

    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final RunningSuite suite;
    private final FraudApi fraud;

    PublishedModel(RunningSuite suite, FraudApi fraud) {
        this.suite = suite;
        this.fraud = fraud;
    }

    /**
     * Writes the model, and waits until fraud-service can use it. A version stands for one model: a
     * version that is there already is not written again.
     *
     * @return what was done, in a line
     * @throws FraudDataException where that version is there, or fraud-service cannot use it
     */
    String publish(FraudModel model) throws InterruptedException {
        JsonNode before = fraud.get(PATH);
        if (!before.path("state").path("loaded").asBoolean()) {
            throw new FraudDataException(
                    "nothing was published: fraud-service does not know its models yet");
        }
        for (JsonNode known : before.path("models")) {
            if (known.path("version").asString().equals(model.version())) {
                throw new FraudDataException(
                        "there is a model %s already: give this one another --name, or remove that"
                                        .formatted(model.version())
                                + " one");
            }
        }
        write(model);
        JsonNode now = awaitKnown(model.version());
        if (now.has("refused")) {
            throw new FraudDataException(
                    "fraud-service refuses model %s: %s"
                            .formatted(model.version(), now.path("refused").asString()));
        }
        return "published to " + FraudTopics.MODELS.name();
    }

    private void write(FraudModel model) throws InterruptedException {
        try (SchemaRegistryClient registry =
                        SchemaRegistryClient.of(Map.of("schema.registry.url", suite.registry()));
                TopicPublisher<String, Model> publisher =
                        new TopicPublisher<>(
                                Map.of("bootstrap.servers", suite.bootstrapServers()),
                                new Topic<>(
                                        FraudTopics.MODELS,
                                        Serdes.String(),
                                        AvroSerde.of(Model.class, registry, Map.of())),
                                CLOSE_TIMEOUT)) {
            if (publisher.publish(model.version(), ModelAvroMapper.toAvro(model))
                    instanceof Publication.Unknown(Throwable cause)) {
                throw new FraudDataException(
                        "it is not known whether model %s was published; try again: %s"
                                .formatted(model.version(), cause.getMessage()),
                        cause);
            }
        }
    }

    private JsonNode awaitKnown(String version) throws InterruptedException {
        long until = System.nanoTime() + KNOWN_WITHIN.toNanos();
        while (System.nanoTime() < until) {
            for (JsonNode known : fraud.get(PATH).path("models")) {
                if (known.path("version").asString().equals(version)) {
                    return known;
                }
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        throw new FraudDataException(
                "model %s was published, and fraud-service does not know it after %d s"
                        .formatted(version, KNOWN_WITHIN.toSeconds()));
    }

    /**
     * Lets a published model score.
     *
     * @return what was done, in a line
     */
    String activate(String version) throws InterruptedException {
        JsonNode state = fraud.post(PATH + "/" + version + "/activate", "");
        String before = state.path("rollbackVersion").asString("");
        return state.path("inForceVersion").asString("").equals(version)
                ? "it scores; a rollback leads to " + (before.isEmpty() ? "no model" : before)
                : "it will score as soon as fraud-service has taken the change up";
    }
}
