package dev.tributary.common.serde;

import static dev.tributary.common.serde.Records.HEX;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tributary.common.registry.InMemoryRegistry;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

class AvroDeserializerTest {
    private static final String TOPIC = "ingest.transactions.v1";
    private static final String SUBJECT = TOPIC + "-value";
    private static final long SEED = 4_711;

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final SchemaRegistryClient client = SchemaRegistryClient.of(registry.configs());
    private final AvroDeserializer<Transaction> deserializer = deserializer(Transaction.class);
    private byte[] written;

    @BeforeEach
    void write() {
        var serializer = new AvroSerializer<Transaction>();
        serializer.configure(registry.configs(), false);
        written = serializer.serialize(TOPIC, Records.transaction());
    }

    @AfterEach
    void close() {
        client.close();
        registry.close();
    }

    @Test
    void shouldReadWhatWasWritten() {
        assertThat(deserializer.deserialize(TOPIC, written)).isEqualTo(Records.transaction());
        assertThat(deserializer.deserialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldReadPinnedBytes() {
        int id = client.register("s", TransactionStatus.getClassSchema());
        byte[] bytes = HEX.parseHex("00%08x".formatted(id) + Records.STATUS_BODY);

        assertThat(deserializer(TransactionStatus.class).deserialize("s", bytes))
                .isEqualTo(Records.status());
    }

    @Test
    void shouldFillDefaultsWhenTheWriterIsOlder() throws IOException {
        Schema older = without(Transaction.getClassSchema(), "deviceId", "items");
        GenericData.Record record =
                new GenericRecordBuilder(older)
                        .set("transactionId", "t")
                        .set("bodyFingerprint", "f")
                        .set("cardId", "c")
                        .set("amountMinor", 5L)
                        .set("currency", "EUR")
                        .set("merchantId", "m")
                        .set(
                                "channel",
                                new GenericData.EnumSymbol(
                                        older.getField("channel").schema(), "ATM"))
                        .set("occurredAt", 1_000L)
                        .set("receivedAt", 2_000L)
                        .build();

        Transaction read = deserializer.deserialize(TOPIC, encode(older, record));

        assertThat(read.getCardId()).isEqualTo("c");
        assertThat(read.getDeviceId()).isNull();
        assertThat(read.getItems()).isEmpty();
        assertThat(read.getOccurredAt().toEpochMilli()).isEqualTo(1_000);
    }

    @Test
    void shouldReadUnknownSymbolAsTheDefaultWhenTheWriterIsNewer() throws IOException {
        String newer =
                Transaction.getClassSchema().toString().replace("\"ATM\"", "\"ATM\",\"WALLET\"");
        Schema schema = new Schema.Parser().parse(newer);
        GenericData.Record record = new GenericData.Record(schema);
        Transaction source = Records.transaction();
        for (Schema.Field field : schema.getFields()) {
            record.put(
                    field.pos(),
                    GenericData.get()
                            .deepCopy(
                                    field.schema(),
                                    field.name().endsWith("At") ? 1L : value(source, field)));
        }
        record.put(
                "channel",
                new GenericData.EnumSymbol(schema.getField("channel").schema(), "WALLET"));

        assertThat(deserializer.deserialize(TOPIC, encode(schema, record)).getChannel())
                .hasToString("UNKNOWN");
    }

    private static Object value(Transaction source, Schema.Field field) {
        return switch (field.name()) {
            case "location", "channel" -> null;
            case "items" -> List.of();
            default -> source.get(field.pos());
        };
    }

    @Test
    void shouldCallItPoisonWhenBytesAreNoRecord() {
        poison(new byte[0], "0 bytes");
        poison(new byte[] {0, 0, 0, 1}, "4 bytes");
        poison(HEX.parseHex("7b22613a317d"), "begins with byte 123");
        poison(with(written, 3, 1), "schema id 257");
        poison(Arrays.copyOf(written, written.length + 3), "3 bytes are left");
    }

    @Test
    void shouldCallItPoisonWhenBytesWereCutOff() {
        for (int length = AvroSerializer.HEADER_BYTES; length < written.length; length++) {
            poison(
                    Arrays.copyOf(written, length),
                    "subject '" + SUBJECT + "', schema id 1: damaged");
        }
    }

    /**
     * Whatever happens to the body: a record or a poison record comes out, never another exception,
     * and never a claim on memory that the bytes cannot fill, which would be an OutOfMemoryError.
     */
    @Test
    void shouldThrowNothingElseWhenBytesAreDamaged() {
        Random random = new Random(SEED);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = written.clone();
            for (int hit = random.nextInt(4); hit >= 0; hit--) {
                int at = 5 + random.nextInt(damaged.length - 5);
                damaged[at] = (byte) (random.nextBoolean() ? 0xff : random.nextInt(256));
            }
            try {
                deserializer.deserialize(TOPIC, damaged);
            } catch (PoisonRecordException expected) {
                assertThat(expected)
                        .as("seed %d, round %d", SEED, round)
                        .hasMessageContaining(TOPIC);
            }
        }
    }

    @Test
    void shouldCallItPoisonWhenALengthClaimsMoreThanThereIs() {
        int stringAt = AvroSerializer.HEADER_BYTES;
        byte[] claims = HEX.parseHex("feffffff0f");
        byte[] huge = new byte[written.length + 4];
        System.arraycopy(written, 0, huge, 0, stringAt);
        System.arraycopy(claims, 0, huge, stringAt, claims.length);
        System.arraycopy(
                written,
                stringAt + 1,
                huge,
                stringAt + claims.length,
                written.length - stringAt - 1);

        poison(huge, "damaged");
    }

    @Test
    void shouldAskOnceWhenManyRecordsHaveAnUnknownId() {
        byte[] unknown = with(written, 4, 99);
        poison(unknown, "schema id 99", "not found", registry.url());
        registry.close();

        poison(unknown, "schema id 99", "not found");
    }

    @Test
    void shouldCallItPoisonWhenTheWriterIsAnotherKindOfRecord() {
        int id = client.register(SUBJECT, TransactionStatus.getClassSchema());

        poison(
                with(written, 4, id),
                "written as dev.tributary.schemas.ingest.state.TransactionStatus, which cannot be read"
                        + " as dev.tributary.schemas.ingest.Transaction");
    }

    @Test
    void shouldCarryOnWhenTheRegistryGoesAwayAndSayWhichRecordsMustWait() {
        deserializer.deserialize(TOPIC, written);
        registry.close();

        assertThat(deserializer.deserialize(TOPIC, written)).isEqualTo(Records.transaction());
        assertThatExceptionOfType(RegistryAwayException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, with(written, 4, 2)))
                .isInstanceOf(RetriableException.class)
                .withMessageContainingAll(
                        "topic '" + TOPIC, "subject '" + SUBJECT, "schema id 2", registry.url());
    }

    @Test
    void shouldNeedNoRegistryForVersionsThatWereThereWhenPrepared() {
        Schema older = without(Transaction.getClassSchema(), "deviceId");
        client.register(SUBJECT, older);
        deserializer.prepare(TOPIC, Transaction.class);
        registry.close();

        assertThat(deserializer.deserialize(TOPIC, written)).isEqualTo(Records.transaction());
        poison(with(written, 4, 2), "schema id 2: damaged");
    }

    @Test
    void shouldNotBlameTheRecordWhenTheRegistryRefuses() {
        AvroDeserializer<Transaction> lost = new AvroDeserializer<>();
        lost.configure(
                Map.of("schema.registry.url", registry.url().replace("/apis", "/wrong")), false);

        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> lost.deserialize(TOPIC, written))
                .isInstanceOf(SerializationException.class)
                .withMessageContainingAll("schema id 1", "HTTP 404", "/wrong");
        lost.close();
    }

    @Test
    void shouldReadIntoTheClassThatTheSchemaNamesWhenNoneIsConfigured() {
        AvroDeserializer<Transaction> byName = new AvroDeserializer<>();
        byName.configure(registry.configs(), false);

        assertThat(byName.deserialize(TOPIC, written)).isEqualTo(Records.transaction());
        byName.close();
    }

    @Test
    void shouldReadIntoTheConfiguredClass() {
        Map<String, Object> configs = new HashMap<>(registry.configs());
        configs.put("specific.avro.value.type", Transaction.class.getName());
        configs.put("specific.avro.reader", "true");
        AvroDeserializer<Transaction> configured = new AvroDeserializer<>();
        configured.configure(configs, false);

        assertThat(configured.deserialize(TOPIC, written)).isEqualTo(Records.transaction());
        configured.close();
    }

    @Test
    void shouldNotLoadClassesThatNobodyTrusts() {
        AvroDeserializer<Transaction> byName = new AvroDeserializer<>();
        byName.configure(registry.configs(), false);
        int untrusted =
                client.register(
                        "s",
                        SchemaBuilder.record("javax.script.ScriptEngineManager")
                                .fields()
                                .endRecord());
        int missing =
                client.register(
                        "s",
                        SchemaBuilder.record("dev.tributary.schemas.Gone").fields().endRecord());
        int noRecord = client.register("s", Schema.create(Schema.Type.STRING));

        for (int id : new int[] {untrusted, missing, noRecord}) {
            assertThatExceptionOfType(PoisonRecordException.class)
                    .isThrownBy(
                            () -> byName.deserialize(TOPIC, new byte[] {0, 0, 0, 0, (byte) id}));
        }
        byName.close();
    }

    private void poison(byte[] bytes, String... reasons) {
        assertThatExceptionOfType(PoisonRecordException.class)
                .isThrownBy(() -> deserializer.deserialize(TOPIC, bytes))
                .isInstanceOf(SerializationException.class)
                .withMessageContaining("topic '" + TOPIC)
                .withMessageContainingAll(reasons);
    }

    private static byte[] with(byte[] bytes, int at, int value) {
        byte[] changed = bytes.clone();
        changed[at] = (byte) value;
        return changed;
    }

    private byte[] encode(Schema schema, GenericData.Record record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.write(ByteBuffer.allocate(4).putInt(client.register(SUBJECT, schema)).array());
        var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(schema).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    private static Schema without(Schema schema, String... names) {
        return Schema.createRecord(
                schema.getName(),
                schema.getDoc(),
                schema.getNamespace(),
                false,
                schema.getFields().stream()
                        .filter(field -> !Arrays.asList(names).contains(field.name()))
                        .map(field -> new Schema.Field(field, field.schema()))
                        .toList());
    }

    private <T extends SpecificRecord> AvroDeserializer<T> deserializer(Class<T> type) {
        return new AvroDeserializer<>(client, SerdeSettings.of(Map.of(), false).withType(type));
    }
}
