package dev.tributary.common.serde;

import dev.tributary.schemas.FrozenSchema;
import dev.tributary.schemas.SchemaHistory;

import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.DatumReader;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;

/**
 * Values of state stores in Avro's single-object encoding: bytes C3 01, the CRC-64-AVRO fingerprint
 * of the schema as eight bytes, little end first, the record in Avro's binary form. No registry:
 * the schemas that state may have been written under are the frozen versions of the record, which
 * are on the class path, and the class's own. Null stays null.
 *
 * <p>Throws {@link UnreadableStateException} and {@link UnwritableRecordException}. Thread-safe,
 * needs no configuration and no closing.
 */
public final class StateSerde<T extends SpecificRecord> implements Serde<T> {
    static {
        TrustedRecords.trust();
    }

    private static final short MARK = (short) 0xC301;
    private static final int HEADER_BYTES = Short.BYTES + Long.BYTES;

    private final String record;
    private final BinaryMessageEncoder<T> encoder;
    private final long ownFingerprint;
    private final DatumReader<T> ownReader;
    private final Map<Long, DatumReader<T>> readers;

    private StateSerde(Class<T> type, SchemaHistory history) {
        SpecificData model = SpecificData.getForClass(type);
        Schema own = model.getSchema(type);
        this.record = own.getFullName();
        this.encoder = new BinaryMessageEncoder<>(model, own);
        this.ownFingerprint = SchemaNormalization.parsingFingerprint64(own);
        this.ownReader = reader(model, own, own);
        Map<Long, DatumReader<T>> earlier = new HashMap<>();
        for (FrozenSchema version : history.versionsOf(own)) {
            earlier.put(
                    SchemaNormalization.parsingFingerprint64(version.schema()),
                    reader(model, version.schema(), own));
        }
        this.readers = Map.copyOf(earlier);
    }

    /** A serde of the record; make one and share it, it reads the history of the record. */
    public static <T extends SpecificRecord> StateSerde<T> of(Class<T> type) {
        return of(type, SchemaHistory.onClassPath());
    }

    static <T extends SpecificRecord> StateSerde<T> of(Class<T> type, SchemaHistory history) {
        return new StateSerde<>(type, history);
    }

    @SuppressWarnings("unchecked") // The reader's schema is that of T.
    private static <T> DatumReader<T> reader(SpecificData model, Schema written, Schema read) {
        return model.createDatumReader(written, read);
    }

    @Override
    public Serializer<T> serializer() {
        return this::write;
    }

    @Override
    public Deserializer<T> deserializer() {
        return this::read;
    }

    private byte @Nullable [] write(String topic, @Nullable T value) {
        if (value == null) {
            return null;
        }
        try {
            return encoder.encode(value).array();
        } catch (IOException | RuntimeException e) {
            throw new UnwritableRecordException(
                    "cannot write %s to state '%s': %s".formatted(record, topic, e), e);
        }
    }

    private @Nullable T read(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer header = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || header.getShort(0) != MARK) {
            throw unreadable(topic, "it does not begin with C3 01 and a fingerprint", null);
        }
        long fingerprint = header.order(ByteOrder.LITTLE_ENDIAN).getLong(Short.BYTES);
        DatumReader<T> reader =
                fingerprint == ownFingerprint ? ownReader : readers.get(fingerprint);
        if (reader == null) {
            throw unreadable(
                    topic,
                    "written under a schema with fingerprint %016x, which is not in the history of this program"
                            .formatted(fingerprint),
                    null);
        }
        try {
            return AvroBytes.read(reader, bytes, HEADER_BYTES);
        } catch (IOException e) {
            throw unreadable(topic, String.valueOf(e.getMessage()), e);
        }
    }

    private UnreadableStateException unreadable(
            String topic, String reason, @Nullable Exception cause) {
        return new UnreadableStateException(
                "cannot read %s from state '%s': %s".formatted(record, topic, reason), cause);
    }
}
