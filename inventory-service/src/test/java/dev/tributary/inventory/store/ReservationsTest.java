package dev.tributary.inventory.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.inventory.domain.Reservation;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationLine;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.schemas.inventory.state.ReservationState;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;

/** What a task that moves finds in the stores it is given; the rest is seen from the topology. */
class ReservationsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration RETENTION = Duration.ofDays(7);

    private final KeyValueStore<String, ReservationState> open =
            store("open", StateSerde.of(ReservationState.class));
    private final PlainWindowStore<ReservationState> settled = new PlainWindowStore<>("settled");
    private final KeyValueStore<String, String> due = store("due", Serdes.String());

    @BeforeEach
    void open(@TempDir Path folder) {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:9");
        MockProcessorContext<String, String> context =
                new MockProcessorContext<>(properties, new TaskId(0, 0), folder.toFile());
        open.init(context.getStateStoreContext(), open);
        due.init(context.getStateStoreContext(), due);
    }

    @Test
    void shouldTakeOutWhatIsDueOnceWhoeverHasTheStores() {
        reservations().replace(null, reservation("early", NOW));
        reservations().replace(null, reservation("late", NOW.plusSeconds(1)));

        assertThat(reservations().takeDue(NOW, 10))
                .extracting(it -> it.id().name())
                .containsExactly("early");
        assertThat(reservations().takeDue(NOW, 10)).isEmpty();
        assertThat(reservations().takeDue(NOW.plusSeconds(1), 10))
                .extracting(it -> it.id().name())
                .containsExactly("late");
        assertThat(due.approximateNumEntries()).isZero();
    }

    @Test
    void shouldForgetWhenItIsDueOnceItHasEnded() {
        Reservation before = reservation("r", NOW);
        reservations().replace(null, before);
        reservations().replace(before, ended(before));

        assertThat(reservations().takeDue(NOW.plusSeconds(1), 10)).isEmpty();
        assertThat(due.approximateNumEntries()).isZero();
        assertThat(reservations().find(before.id(), NOW)).isEqualTo(ended(before));
    }

    @Test
    void shouldBeDueOnceAndLaterWhenItIsKeptForLonger() {
        Reservation before = reservation("r", NOW);
        Reservation after = reservation("r", NOW.plusSeconds(1));
        reservations().replace(null, before);
        reservations().replace(before, after);

        assertThat(reservations().takeDue(NOW, 10)).isEmpty();
        assertThat(reservations().takeDue(after.expiresAt(), 10))
                .containsExactly(new Reservations.Due(after.id(), after.expiresAt()));
        assertThat(due.approximateNumEntries()).isZero();
    }

    /** As they are after a restart: nothing is known but what is stored. */
    private Reservations reservations() {
        return new Reservations(open, settled, due, RETENTION);
    }

    private static Reservation reservation(String name, Instant expiresAt) {
        return new Reservation(
                ReservationId.ofApi(name),
                "body",
                List.of(new ReservationLine(new Sku("book"), 1, ReservationLine.Status.PENDING, 0)),
                ReservationStatus.PENDING,
                NOW,
                expiresAt,
                null,
                null,
                null,
                null);
    }

    private static Reservation ended(Reservation it) {
        return new Reservation(
                it.id(),
                it.fingerprint(),
                it.lines(),
                ReservationStatus.RELEASED,
                it.requestedAt(),
                it.expiresAt(),
                null,
                NOW,
                null,
                null);
    }

    private static <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
                .withLoggingDisabled()
                .build();
    }
}
