package dev.tributary.common.serde;

import static dev.tributary.common.serde.Records.HEX;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.schemas.SchemaHistory;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

class StateSerdeTest {
    private static final String STORE = "ingest-transaction-status-by-id-changelog";
    private static final long SEED = 815;

    /** C3 01 and the schema's fingerprint, worked out apart from Avro by its specification. */
    private static final String STATUS_HEADER = "c301" + "cc259850118efc24";

    /** What a first version might have been: no verdict yet, a field that is gone now. */
    private static final String EARLIER =
            """
            {"type": "record", "name": "TransactionStatus", "namespace": "dev.tributary.schemas.ingest.state", "doc": "d", "fields": [
              {"name": "transactionId", "type": "string", "doc": "d"},
              {"name": "bodyFingerprint", "type": "string", "doc": "d"},
              {"name": "note", "type": "string", "doc": "d"},
              {"name": "cardId", "type": "string", "doc": "d"},
              {"name": "receivedAt", "type": {"type": "long", "logicalType": "timestamp-millis"}, "doc": "milliseconds"}
            ]}
            """;

    private final StateSerde<TransactionStatus> serde = StateSerde.of(TransactionStatus.class);

    @Test
    void shouldWriteHeaderAndBinaryForm() {
        assertThat(HEX.formatHex(write(Records.status())))
                .isEqualTo(STATUS_HEADER + Records.STATUS_BODY);
    }

    @Test
    void shouldReadWhatWasWritten() {
        assertThat(read(write(Records.status()))).isEqualTo(Records.status());
        assertThat(read(write(null))).isNull();
    }

    @Test
    void shouldAgreeWithAvrosOwnDecoder() throws IOException {
        StateSerde<Transaction> transactions = StateSerde.of(Transaction.class);
        byte[] bytes = transactions.serializer().serialize(STORE, Records.transaction());

        var decoder =
                new BinaryMessageDecoder<Transaction>(
                        SpecificData.getForClass(Transaction.class), Transaction.getClassSchema());
        assertThat(decoder.decode(bytes)).isEqualTo(Records.transaction());
        assertThat(transactions.deserializer().deserialize(STORE, bytes))
                .isEqualTo(Records.transaction());
    }

    @Test
    void shouldReadStateOfEveryFrozenVersion(@TempDir Path folder) throws IOException {
        Path versions = Files.createDirectory(folder.resolve("ingest.transaction-status.state"));
        Files.writeString(versions.resolve("v1.avsc"), EARLIER);
        Files.writeString(
                versions.resolve("v2.avsc"), TransactionStatus.getClassSchema().toString());
        var evolved = StateSerde.of(TransactionStatus.class, SchemaHistory.inFolder(folder));

        assertThat(evolved.deserializer().deserialize(STORE, earlier()))
                .isEqualTo(TransactionStatus.newBuilder(Records.status()).setVerdict(null).build());
        assertThat(evolved.deserializer().deserialize(STORE, write(Records.status())))
                .isEqualTo(Records.status());
    }

    @Test
    void shouldSayWhatIsWrongWhenStateIsOfAnUnknownVersion() throws IOException {
        unreadable(earlier(), "is not in the history of this program");
    }

    @Test
    void shouldSayWhatIsWrongWhenStateIsDamaged() {
        byte[] written = write(Records.status());

        unreadable(new byte[0], "does not begin with C3 01");
        unreadable(new byte[] {(byte) 0xC3, 1, 0}, "does not begin with C3 01");
        unreadable(HEX.parseHex("0000000001" + Records.STATUS_BODY), "does not begin with C3 01");
        unreadable(Arrays.copyOf(written, written.length + 1), "1 bytes are left");
        for (int length = 10; length < written.length; length++) {
            unreadable(Arrays.copyOf(written, length), "damaged");
        }
    }

    @Test
    void shouldThrowNothingElseWhenBytesAreDamaged() {
        byte[] written = write(Records.status());
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = written.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                read(damaged);
            } catch (UnreadableStateException expected) {
                assertThat(expected)
                        .as("seed %d, round %d", SEED, round)
                        .hasMessageContaining(STORE);
            }
        }
    }

    @Test
    void shouldNameTheFieldWhenTheRecordBreaksItsSchema() {
        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> write(new TransactionStatus()))
                .isInstanceOf(SerializationException.class)
                .withMessageContainingAll("TransactionStatus", STORE, "transactionId");
    }

    private static byte[] earlier() throws IOException {
        Schema schema = new Schema.Parser().parse(EARLIER);
        GenericData.Record record =
                new GenericRecordBuilder(schema)
                        .set("transactionId", "t1")
                        .set("bodyFingerprint", "\u00e9")
                        .set("note", "gone")
                        .set("cardId", "c")
                        .set("receivedAt", 1_000L)
                        .build();
        return new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), schema)
                .encode(record)
                .array();
    }

    private byte[] write(TransactionStatus status) {
        return serde.serializer().serialize(STORE, status);
    }

    private TransactionStatus read(byte[] bytes) {
        return serde.deserializer().deserialize(STORE, bytes);
    }

    private void unreadable(byte[] bytes, String reason) {
        assertThatExceptionOfType(UnreadableStateException.class)
                .isThrownBy(() -> read(bytes))
                .isInstanceOf(SerializationException.class)
                .withMessageContainingAll(
                        "dev.tributary.schemas.ingest.state.TransactionStatus", STORE, reason);
    }
}
