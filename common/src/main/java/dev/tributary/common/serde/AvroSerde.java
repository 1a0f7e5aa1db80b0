package dev.tributary.common.serde;

import dev.tributary.common.registry.SchemaRegistryClient;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import java.util.Map;

/**
 * Generated records in Confluent's wire format, both ways: {@link AvroSerializer} and {@link
 * AvroDeserializer} with one client of the registry. By class name it takes its settings from
 * {@link #configure}; made by {@link #of} it is for the values of topics and needs no more.
 */
public final class AvroSerde<T extends SpecificRecord> implements Serde<T> {
    private @Nullable Parts<T> parts;

    private record Parts<T extends SpecificRecord>(
            @Nullable Class<T> type,
            @Nullable SchemaRegistryClient own,
            AvroSerializer<T> serializer,
            AvroDeserializer<T> deserializer) {}

    /** To be configured. */
    public AvroSerde() {}

    private AvroSerde(Parts<T> parts) {
        this.parts = parts;
    }

    /**
     * A serde of values with its own client, which it closes.
     *
     * @param configs settings of the client, of {@link AvroSerializer} and {@link AvroDeserializer}
     * @throws ConfigException where one is missing or wrong
     */
    public static <T extends SpecificRecord> AvroSerde<T> of(
            Class<T> type, Map<String, ?> configs) {
        SchemaRegistryClient registry = SchemaRegistryClient.of(configs);
        SerdeSettings settings = SerdeSettings.of(configs, false).withType(type);
        return new AvroSerde<>(parts(type, registry, registry, settings));
    }

    /**
     * A serde of values that shares a client; whoever made the client closes it.
     *
     * @param configs settings of {@link AvroSerializer} and {@link AvroDeserializer}
     * @throws ConfigException where one is wrong
     */
    public static <T extends SpecificRecord> AvroSerde<T> of(
            Class<T> type, SchemaRegistryClient registry, Map<String, ?> configs) {
        SerdeSettings settings = SerdeSettings.of(configs, false).withType(type);
        return new AvroSerde<>(parts(type, null, registry, settings));
    }

    private static <T extends SpecificRecord> Parts<T> parts(
            @Nullable Class<T> type,
            @Nullable SchemaRegistryClient own,
            SchemaRegistryClient registry,
            SerdeSettings settings) {
        return new Parts<>(
                type,
                own,
                new AvroSerializer<>(registry, settings),
                new AvroDeserializer<>(registry, settings));
    }

    /** Takes the settings, unless this serde was made with settings: those stand. */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (parts == null) {
            SchemaRegistryClient registry = SchemaRegistryClient.of(configs);
            parts = parts(null, registry, registry, SerdeSettings.of(configs, isKey));
        }
    }

    /**
     * Resolves ahead what the topic needs, {@linkplain AvroSerializer#prepare to write} and
     * {@linkplain AvroDeserializer#prepare to read}, so that the registry may be away later.
     *
     * @throws RegistryAwayException where the registry does not answer
     * @throws RegistryRefusedException where it refuses, such as a schema that nobody registered
     * @throws IllegalStateException where the serde was not made by {@link #of}
     */
    public void prepare(String topic) {
        Class<T> type = parts().type;
        if (type == null) {
            throw new IllegalStateException("the type is not known; make the serde with of()");
        }
        parts().serializer.prepare(topic, type);
        parts().deserializer.prepare(topic, type);
    }

    @Override
    public Serializer<T> serializer() {
        return parts().serializer;
    }

    @Override
    public Deserializer<T> deserializer() {
        return parts().deserializer;
    }

    private Parts<T> parts() {
        if (parts == null) {
            throw new IllegalStateException("configure() was not called");
        }
        return parts;
    }

    @Override
    public void close() {
        if (parts != null && parts.own != null) {
            parts.own.close();
        }
    }
}
