package dev.tributary.inventory.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.schemas.inventory.state.ReservationState;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;

/**
 * The state by which reservations are decided, partitioned by their id: in RocksDB, with
 * changelogs.
 */
public final class ReservationStores {
    /** reservationId to the {@link ReservationState} of one that is open, for as long as it is. */
    public static final String OPEN = "open-reservation-by-id";

    /**
     * reservationId to the {@link ReservationState} of one that has ended, or of which there is
     * nothing but a judgement; an {@link ExpiringStore}.
     */
    public static final String SETTLED = "settled-reservation-by-id";

    /** When an open reservation is due, and its id, to nothing. */
    public static final String DUE = "open-reservation-by-expiry";

    private ReservationStores() {}

    public static StoreBuilder<KeyValueStore<String, ReservationState>> open() {
        return StockStores.keyValue(OPEN, StateSerde.of(ReservationState.class));
    }

    /**
     * @param retention for how long a reservation is known after its end, at least
     */
    public static StoreBuilder<WindowStore<String, ReservationState>> settled(Duration retention) {
        return ExpiringStore.builder(SETTLED, StateSerde.of(ReservationState.class), retention);
    }

    public static StoreBuilder<KeyValueStore<String, String>> due() {
        return StockStores.keyValue(DUE, Serdes.String());
    }
}
