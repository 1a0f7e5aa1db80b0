package dev.tributary.inventory.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;

/** What the world asks, made of what was committed: in RocksDB, with changelogs. */
public final class ViewStores {
    /** sku to its newest {@link StockLevel}. */
    public static final String LEVELS = "told-stock-level-by-sku";

    /**
     * Name of a reservation to its newest {@link ReservationUpdate}; an {@link ExpiringStore} by
     * when it was asked for.
     */
    public static final String RESERVATIONS = "told-reservation-by-id";

    /**
     * transactionId to its newest {@link Order}; an {@link ExpiringStore} by when it was asked for.
     */
    public static final String ORDERS = "told-order-by-transaction";

    private ViewStores() {}

    public static StoreBuilder<KeyValueStore<String, StockLevel>> levels() {
        return StockStores.keyValue(LEVELS, StateSerde.of(StockLevel.class));
    }

    /**
     * @param retention for how long one is known after it was asked for, at least
     */
    public static StoreBuilder<WindowStore<String, ReservationUpdate>> reservations(
            Duration retention) {
        return ExpiringStore.builder(
                RESERVATIONS, StateSerde.of(ReservationUpdate.class), retention);
    }

    /**
     * @param retention for how long one is known after it was asked for, at least
     */
    public static StoreBuilder<WindowStore<String, Order>> orders(Duration retention) {
        return ExpiringStore.builder(ORDERS, StateSerde.of(Order.class), retention);
    }
}
