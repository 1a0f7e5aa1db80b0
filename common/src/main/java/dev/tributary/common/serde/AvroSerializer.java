package dev.tributary.common.serde;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.registry.SchemaRegistryException;
import dev.tributary.common.registry.SchemaRegistryUnavailableException;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;

/**
 * Generated records to bytes in Confluent's wire format: a byte 0, the schema's id as four bytes,
 * big end first, the record in Avro's binary form. Null, the tombstone, stays null.
 *
 * <p>By class name it takes its settings from the producer's: those of {@link
 * SchemaRegistryClient}, and {@code auto.register.schemas} (default true; in production a deploy
 * step registers and this is false), {@code value.subject.name.strategy}, {@code
 * key.subject.name.strategy}.
 *
 * <p>The registry is asked once for each topic and schema; after that the registry may be away. A
 * service that resolves at start what it will write calls {@link #prepare}.
 *
 * <p>Throws {@link RegistryAwayException}, {@link RegistryRefusedException}, {@link
 * UnwritableRecordException}. A Kafka producer hands the first to the future of the send, the
 * others to the caller of send. Thread-safe once configured.
 */
public final class AvroSerializer<T extends SpecificRecord> implements Serializer<T> {
    static {
        TrustedRecords.trust();
    }

    static final byte MAGIC = 0;
    static final int HEADER_BYTES = 1 + Integer.BYTES;

    /** More pairs of topic and schema are forgotten, the least used first, and asked for again. */
    private static final int MAX_TARGETS = 1_000;

    private static final EncoderFactory ENCODERS = new EncoderFactory().configureBufferSize(512);

    private final Cache<TopicAndSchema, Target> targets =
            Caffeine.newBuilder().maximumSize(MAX_TARGETS).build();
    private @Nullable Configured configured;

    /** To be configured. */
    public AvroSerializer() {}

    AvroSerializer(SchemaRegistryClient registry, SerdeSettings settings) {
        this.configured = new Configured(registry, settings, false);
    }

    private record Configured(
            SchemaRegistryClient registry, SerdeSettings settings, boolean ownsRegistry) {}

    /**
     * One topic and one instance of a schema: Avro's own notion of equal schemas passes over docs,
     * defaults and logical types, a registry's does not.
     */
    private record TopicAndSchema(String topic, Schema schema) {
        @Override
        @SuppressWarnings("ReferenceEquality") // As said above.
        public boolean equals(@Nullable Object other) {
            return other instanceof TopicAndSchema that
                    && schema == that.schema
                    && topic.equals(that.topic);
        }

        @Override
        public int hashCode() {
            return 31 * topic.hashCode() + System.identityHashCode(schema);
        }
    }

    private record Target(String subject, int id, DatumWriter<Object> writer) {}

    /**
     * Takes the settings, unless this serializer was made with settings: those stand.
     *
     * @throws ConfigException where one is missing or wrong
     */
    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (configured == null) {
            SerdeSettings settings = SerdeSettings.of(configs, isKey);
            configured = new Configured(SchemaRegistryClient.of(configs), settings, true);
        }
    }

    /**
     * Resolves the id of the schema for the topic, so that the first record needs no registry.
     *
     * @throws RegistryAwayException where the registry does not answer
     * @throws RegistryRefusedException where it refuses
     */
    public void prepare(String topic, Class<? extends T> type) {
        target(topic, type, SpecificData.getForClass(type).getSchema(type));
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable T record) {
        if (record == null) {
            return null;
        }
        Target target = target(topic, record.getClass(), record.getSchema());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        bytes.write(MAGIC);
        bytes.write(target.id >>> 24);
        bytes.write(target.id >>> 16);
        bytes.write(target.id >>> 8);
        bytes.write(target.id);
        try {
            BinaryEncoder encoder = ENCODERS.binaryEncoder(bytes, null);
            target.writer.write(record, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new UnwritableRecordException(
                    "cannot write %s to topic '%s', subject '%s', schema id %d: %s"
                            .formatted(
                                    record.getSchema().getFullName(),
                                    topic,
                                    target.subject,
                                    target.id,
                                    e),
                    e);
        }
        return bytes.toByteArray();
    }

    private Target target(String topic, Class<?> type, Schema schema) {
        return targets.get(
                new TopicAndSchema(topic, schema), unmet -> resolve(topic, type, schema));
    }

    private Target resolve(String topic, Class<?> type, Schema schema) {
        if (configured == null) {
            throw new IllegalStateException("configure() was not called");
        }
        SerdeSettings settings = configured.settings;
        String subject = settings.naming().subject(topic, settings.isKey(), schema);
        @SuppressWarnings("unchecked") // Avro's models make writers of anything.
        DatumWriter<Object> writer = SpecificData.getForClass(type).createDatumWriter(schema);
        return new Target(subject, id(topic, subject, schema, configured), writer);
    }

    private static int id(String topic, String subject, Schema schema, Configured configured) {
        String purpose = "cannot write %s to topic '%s'".formatted(schema.getFullName(), topic);
        try {
            if (configured.settings.autoRegister()) {
                return configured.registry.register(subject, schema);
            }
            return configured
                    .registry
                    .lookUp(subject, schema)
                    .orElseThrow(() ->
                            new RegistryRefusedException(
                                    purpose
                                            + ": subject '%s' does not have this schema, and with %s=false only the deploy step registers it"
                                                    .formatted(
                                                            subject, SerdeSettings.AUTO_REGISTER),
                                    null))
                    .id();
        } catch (SchemaRegistryUnavailableException e) {
            throw new RegistryAwayException(purpose + ": " + e.getMessage(), e);
        } catch (SchemaRegistryException e) {
            throw new RegistryRefusedException(purpose + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (configured != null && configured.ownsRegistry) {
            configured.registry.close();
        }
    }
}
