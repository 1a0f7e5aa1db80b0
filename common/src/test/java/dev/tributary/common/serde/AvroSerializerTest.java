package dev.tributary.common.serde;

import static dev.tributary.common.serde.Records.HEX;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.common.registry.InMemoryRegistry;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.schemas.ingest.Transaction;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

class AvroSerializerTest {
    private static final String TOPIC = "ingest.transactions.v1";

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final AvroSerializer<SpecificRecord> serializer = new AvroSerializer<>();

    @AfterEach
    void close() {
        serializer.close();
        registry.close();
    }

    @Test
    void shouldWriteMagicByteIdAndBinaryForm() {
        serializer.configure(registry.configs(), false);

        byte[] first = serializer.serialize("a", Records.status());
        serializer.serialize("b", Records.transaction());
        byte[] second = serializer.serialize("b", Records.transaction());

        assertThat(HEX.formatHex(first)).isEqualTo("00" + "00000001" + Records.STATUS_BODY);
        assertThat(HEX.formatHex(second)).startsWith("00" + "00000002" + "0c3031");
    }

    @Test
    void shouldLeaveTombstoneAsItIs() {
        serializer.configure(registry.configs(), false);

        assertThat(serializer.serialize(TOPIC, null)).isNull();
    }

    @Test
    void shouldCarryOnWhenTheRegistryGoesAwayAfterTheFirstRecord() {
        serializer.configure(registry.configs(), false);
        byte[] before = serializer.serialize(TOPIC, Records.transaction());
        registry.close();

        assertThat(serializer.serialize(TOPIC, Records.transaction())).isEqualTo(before);
    }

    @Test
    void shouldNeedNoRegistryForTheFirstRecordWhenPrepared() {
        serializer.configure(registry.configs(), false);
        serializer.prepare(TOPIC, Transaction.class);
        registry.close();

        assertThat(serializer.serialize(TOPIC, Records.transaction())).startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void shouldSayThatItMayPassWhenTheRegistryIsAway() {
        serializer.configure(registry.configs(), false);
        registry.close();

        assertThatExceptionOfType(RegistryAwayException.class)
                .isThrownBy(() -> serializer.serialize(TOPIC, Records.transaction()))
                .isInstanceOf(RetriableException.class)
                .withMessageContainingAll(
                        "dev.tributary.schemas.ingest.Transaction",
                        "topic 'ingest.transactions.v1'",
                        "subject 'ingest.transactions.v1-value'",
                        registry.url());
    }

    @Test
    void shouldRefuseRecordWhenItsSchemaIsNotRegisteredAndMayNotBe() {
        Map<String, Object> configs = new HashMap<>(registry.configs());
        configs.put("auto.register.schemas", "false");
        serializer.configure(configs, false);

        assertThatExceptionOfType(RegistryRefusedException.class)
                .isThrownBy(() -> serializer.serialize(TOPIC, Records.transaction()))
                .isInstanceOf(SerializationException.class)
                .withMessage(
                        "cannot write dev.tributary.schemas.ingest.Transaction to topic"
                                + " 'ingest.transactions.v1': subject 'ingest.transactions.v1-value' does"
                                + " not have this schema, and with auto.register.schemas=false only the"
                                + " deploy step registers it");

        try (SchemaRegistryClient client = SchemaRegistryClient.of(configs)) {
            client.register(TOPIC + "-value", Transaction.getClassSchema());
        }
        assertThat(serializer.serialize(TOPIC, Records.transaction()))
                .as("once the schema is there, it is found")
                .startsWith(0, 0, 0, 0, 1);
    }

    @Test
    void shouldUseSubjectOfTheKeyWhenItWritesKeys() {
        serializer.configure(registry.configs(), true);
        serializer.serialize("t", Records.status());

        try (SchemaRegistryClient client = SchemaRegistryClient.of(registry.configs())) {
            assertThat(client.subjects()).containsExactly("t-key");
        }
    }

    @Test
    void shouldUseSubjectsOfTheStrategyWhenRecordsOfManyKindsShareATopic() {
        Map<String, Object> configs = new HashMap<>(registry.configs());
        configs.put(
                "value.subject.name.strategy",
                "io.confluent.kafka.serializers.subject.TopicRecordNameStrategy");
        serializer.configure(configs, false);
        serializer.serialize("t", Records.status());
        serializer.serialize("t", Records.transaction());

        try (SchemaRegistryClient client = SchemaRegistryClient.of(registry.configs())) {
            assertThat(client.subjects())
                    .containsExactly(
                            "t-dev.tributary.schemas.ingest.state.TransactionStatus",
                            "t-dev.tributary.schemas.ingest.Transaction");
        }
    }

    @Test
    void shouldNameTheFieldWhenTheRecordBreaksItsSchema() {
        serializer.configure(registry.configs(), false);

        assertThatExceptionOfType(UnwritableRecordException.class)
                .isThrownBy(() -> serializer.serialize(TOPIC, new TransactionStatus()))
                .isInstanceOf(SerializationException.class)
                .withMessageContainingAll(
                        "TransactionStatus", "topic '" + TOPIC, "schema id 1", "transactionId");
    }

    @Test
    void shouldRefuseToWorkUnconfiguredOrWithoutAddress() {
        assertThatIllegalStateException()
                .isThrownBy(() -> serializer.serialize(TOPIC, Records.status()));
        assertThatExceptionOfType(ConfigException.class)
                .isThrownBy(() -> serializer.configure(Map.of(), false))
                .withMessageContaining("schema.registry.url");
    }
}
