package dev.tributary.common.serde;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import dev.tributary.common.registry.RegisteredSchema;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.registry.SchemaRegistryException;
import dev.tributary.common.registry.SchemaRegistryUnavailableException;

import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes in Confluent's wire format (see {@link AvroSerializer}) to generated records. A record that
 * was written under another version of the schema is read as the class's own version. Null, the
 * tombstone, stays null.
 *
 * <p>By class name it takes its settings from the consumer's: those of {@link
 * SchemaRegistryClient}, and {@code specific.avro.value.type} or {@code specific.avro.key.type},
 * the class to read into; without it the writer's schema names the class, which must be one that
 * Avro trusts. {@code specific.avro.reader} may be given and must be true.
 *
 * <p>The registry is asked once for each schema id; after that the registry may be away. An id that
 * it does not know is asked for again after {@value #UNKNOWN_ID_SECONDS} seconds at the earliest,
 * so that a flood of poison does not become a flood of questions.
 *
 * <p>Throws {@link PoisonRecordException}, {@link RegistryAwayException}, {@link
 * RegistryRefusedException}. Thread-safe once configured.
 */
public final class AvroDeserializer<T extends SpecificRecord> implements Deserializer<T> {
    static {
        TrustedRecords.trust();
    }

    static final int UNKNOWN_ID_SECONDS = 10;

    /** More writer schemas are forgotten, the least used first, and asked for again. */
    private static final int MAX_IDS = 1_000;

    /** Of so many versions of a subject, the newest, readers are made ahead. */
    private static final int MAX_PREPARED_VERSIONS = 50;

    private final Cache<Integer, WriterSchema<T>> writers =
            Caffeine.newBuilder().maximumSize(MAX_IDS).build();
    private final Cache<Integer, String> unknownIds =
            Caffeine.newBuilder()
                    .maximumSize(MAX_IDS)
                    .expireAfterWrite(Duration.ofSeconds(UNKNOWN_ID_SECONDS))
                    .build();
    private @Nullable Configured configured;

    /** To be configured. */
    public AvroDeserializer() {}

    AvroDeserializer(SchemaRegistryClient registry, SerdeSettings settings) {
        this.configured = new Configured(registry, settings, false);
    }

    private record Configured(
            SchemaRegistryClient registry, SerdeSettings settings, boolean ownsRegistry) {}

    /** What is known of the schema behind an id; schemas never change, so neither does this. */
    private sealed interface WriterSchema<T> {
        record Known<T>(DatumReader<T> reader) implements WriterSchema<T> {}

        record Refused<T>(String reason) implements WriterSchema<T> {}
    }

    /**
     * Takes the settings, unless this deserializer was made with settings: those stand.
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
     * Fetches every version of the topic's subject, the newest {@value #MAX_PREPARED_VERSIONS}, so
     * that records of these versions need no registry. A subject that does not exist yet has none.
     *
     * @throws RegistryAwayException where the registry does not answer
     * @throws RegistryRefusedException where it refuses
     */
    public void prepare(String topic, Class<? extends T> type) {
        Configured settled = configured();
        Schema schema = SpecificData.getForClass(type).getSchema(type);
        SerdeSettings settings = settled.settings;
        String subject = settings.naming().subject(topic, settings.isKey(), schema);
        try {
            List<Integer> versions = settled.registry.versions(subject);
            int surplus = Math.max(0, versions.size() - MAX_PREPARED_VERSIONS);
            for (int version : versions.subList(surplus, versions.size())) {
                Optional<RegisteredSchema> found = settled.registry.version(subject, version);
                found.ifPresent(writer -> writers.put(writer.id(), writer(writer.schema())));
            }
        } catch (SchemaRegistryUnavailableException e) {
            throw new RegistryAwayException(
                    "cannot prepare for topic '%s': %s".formatted(topic, e.getMessage()), e);
        } catch (SchemaRegistryException e) {
            throw new RegistryRefusedException(
                    "cannot prepare for topic '%s': %s".formatted(topic, e.getMessage()), e);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        if (bytes.length < AvroSerializer.HEADER_BYTES) {
            throw new PoisonRecordException(
                    "cannot read record of topic '%s': %d bytes, a schema id alone takes %d"
                            .formatted(topic, bytes.length, AvroSerializer.HEADER_BYTES),
                    null);
        }
        if (bytes[0] != AvroSerializer.MAGIC) {
            throw new PoisonRecordException(
                    "cannot read record of topic '%s': it begins with byte %d, not with 0 and a schema id"
                            .formatted(topic, bytes[0]),
                    null);
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        return switch (writers.get(id, unmet -> fetch(topic, unmet))) {
            case WriterSchema.Refused<T>(String reason) -> throw poison(topic, id, reason, null);
            case WriterSchema.Known<T>(DatumReader<T> reader) -> {
                try {
                    yield AvroBytes.read(reader, bytes, AvroSerializer.HEADER_BYTES);
                } catch (IOException e) {
                    throw poison(topic, id, String.valueOf(e.getMessage()), e);
                }
            }
        };
    }

    private WriterSchema<T> fetch(String topic, int id) {
        String unknown = unknownIds.getIfPresent(id);
        if (unknown != null) {
            throw poison(topic, id, unknown, null);
        }
        try {
            return writer(configured().registry.schema(id));
        } catch (SchemaRegistryUnavailableException e) {
            throw new RegistryAwayException(describe(topic, id) + e.getMessage(), e);
        } catch (SchemaRegistryException e) {
            if (!e.isUnknown()) {
                throw new RegistryRefusedException(describe(topic, id) + e.getMessage(), e);
            }
            String reason = String.valueOf(e.getMessage());
            unknownIds.put(id, reason);
            throw poison(topic, id, reason, e);
        }
    }

    private WriterSchema<T> writer(Schema written) {
        Class<?> type = configured().settings.type();
        try {
            if (type == null) {
                type = SpecificData.get().getClass(written);
            }
        } catch (SecurityException e) {
            return new WriterSchema.Refused<>("its schema names a class that is not trusted: " + e);
        }
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            return new WriterSchema.Refused<>(
                    "no generated class is called " + written.getFullName() + ", as its schema is");
        }
        SpecificData model = SpecificData.getForClass(type);
        Schema read = model.getSchema(type);
        var result = SchemaCompatibility.checkReaderWriterCompatibility(read, written).getResult();
        if (result.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
            return new WriterSchema.Refused<>(
                    "written as %s, which cannot be read as %s: %s"
                            .formatted(
                                    written.getFullName(),
                                    read.getFullName(),
                                    result.getIncompatibilities()));
        }
        @SuppressWarnings("unchecked") // The reader's schema is that of T.
        DatumReader<T> reader = model.createDatumReader(written, read);
        return new WriterSchema.Known<>(reader);
    }

    private Configured configured() {
        if (configured == null) {
            throw new IllegalStateException("configure() was not called");
        }
        return configured;
    }

    private PoisonRecordException poison(
            String topic, int id, String reason, @Nullable Exception cause) {
        return new PoisonRecordException(describe(topic, id) + reason, cause);
    }

    /** The subject is known without the writer's schema only where the topic names it. */
    private String describe(String topic, int id) {
        SerdeSettings settings = configured().settings;
        String subject =
                settings.naming() == SubjectNaming.TOPIC
                        ? ", subject '%s-%s'".formatted(topic, settings.isKey() ? "key" : "value")
                        : "";
        return "cannot read record of topic '%s'%s, schema id %d: ".formatted(topic, subject, id);
    }

    @Override
    public void close() {
        if (configured != null && configured.ownsRegistry) {
            configured.registry.close();
        }
    }
}
