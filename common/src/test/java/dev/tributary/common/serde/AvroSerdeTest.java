package dev.tributary.common.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tributary.common.registry.InMemoryRegistry;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

class AvroSerdeTest {
    private static final String TOPIC = "ingest.transactions.v1";

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void shouldCarryRecordsBothWays() {
        try (AvroSerde<Transaction> serde = AvroSerde.of(Transaction.class, registry.configs())) {
            assertThat(roundTrip(serde)).isEqualTo(Records.transaction());
        }
    }

    @Test
    void shouldWorkByClassNameAndConfiguration() throws ClassNotFoundException {
        @SuppressWarnings("unchecked")
        Serde<Transaction> serde = Utils.newInstance(AvroSerde.class.getName(), Serde.class);
        serde.configure(registry.configs(), false);

        assertThat(roundTrip(serde)).isEqualTo(Records.transaction());
        serde.close();
    }

    @Test
    void shouldKeepItsOwnSettingsWhenAFrameworkConfiguresItAgain() {
        try (AvroSerde<Transaction> serde = AvroSerde.of(Transaction.class, registry.configs())) {
            serde.configure(Map.of("schema.registry.url", "http://localhost:1"), false);
            serde.serializer().configure(Map.of(), false);
            serde.deserializer().configure(Map.of(), false);

            assertThat(roundTrip(serde)).isEqualTo(Records.transaction());
        }
    }

    @Test
    void shouldLeaveASharedClientOpenWhenClosed() {
        try (SchemaRegistryClient client = SchemaRegistryClient.of(registry.configs())) {
            AvroSerde.of(Transaction.class, client, Map.of()).close();

            assertThat(roundTrip(AvroSerde.of(Transaction.class, client, Map.of())))
                    .isEqualTo(Records.transaction());
        }
    }

    @Test
    void shouldNeedNoRegistryWhenPrepared() {
        try (AvroSerde<Transaction> serde = AvroSerde.of(Transaction.class, registry.configs())) {
            serde.prepare(TOPIC);
            registry.close();

            assertThat(roundTrip(serde)).isEqualTo(Records.transaction());
        }
    }

    @Test
    void shouldSayWhyItCannotPrepare() {
        try (AvroSerde<Transaction> serde = AvroSerde.of(Transaction.class, registry.configs())) {
            registry.close();

            assertThatExceptionOfType(RegistryAwayException.class)
                    .isThrownBy(() -> serde.prepare(TOPIC))
                    .withMessageContainingAll(TOPIC, registry.url());
        }
    }

    @Test
    void shouldRefuseToWorkUnconfigured() {
        try (AvroSerde<Transaction> serde = new AvroSerde<>()) {
            assertThatIllegalStateException().isThrownBy(serde::serializer);
            serde.configure(registry.configs(), false);
            assertThatIllegalStateException().isThrownBy(() -> serde.prepare(TOPIC));
        }
    }

    @Test
    void shouldServeManyThreadsAtOnce() throws Exception {
        try (AvroSerde<Transaction> serde = AvroSerde.of(Transaction.class, registry.configs());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Transaction>> read =
                    IntStream.range(0, 500)
                            .mapToObj(n -> threads.submit(() -> roundTrip(serde)))
                            .toList();
            for (Future<Transaction> one : read) {
                assertThat(one.get()).isEqualTo(Records.transaction());
            }
        }
    }

    private static Transaction roundTrip(Serde<Transaction> serde) {
        byte[] bytes = serde.serializer().serialize(TOPIC, Records.transaction());
        return serde.deserializer().deserialize(TOPIC, bytes);
    }
}
