package dev.tributary.inventory.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.common.streams.QueryableStore;
import dev.tributary.inventory.domain.MovementId;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.schemas.inventory.StockLevel;
import dev.tributary.schemas.inventory.state.CountedMovement;
import dev.tributary.schemas.inventory.state.Hold;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.util.Map;

/** The state by which stock is decided, partitioned by sku: in RocksDB, with changelogs. */
public final class StockStores {
    /** sku to its {@link StockLevel}, for ever. */
    public static final String LEVELS = "stock-level-by-sku";

    /** {@link #key} to the {@link Hold} that reserves units now, for as long as it does. */
    public static final String OPEN_HOLDS = "open-hold-by-sku-and-reservation";

    /** {@link #key} to a {@link Hold} that reserves none; an {@link ExpiringStore}. */
    public static final String CLOSED_HOLDS = "closed-hold-by-sku-and-reservation";

    /** {@link #key} to the {@link CountedMovement}; an {@link ExpiringStore}. */
    public static final String MOVEMENTS = "counted-movement-by-sku-and-id";

    /** Between the parts of a key. No identifier has it, so that one sku's keys are one range. */
    private static final char SEPARATOR = '\u0000';

    private StockStores() {}

    static String key(Sku sku, ReservationId id) {
        return sku.value() + SEPARATOR + id;
    }

    static String key(Sku sku, MovementId id) {
        return sku.value() + SEPARATOR + id;
    }

    /** First of the keys of a sku, inclusive. */
    static String from(Sku sku) {
        return sku.value() + SEPARATOR;
    }

    /** After the key of a hold, and before the next one; there is no such key. */
    static String after(Sku sku, ReservationId id) {
        return key(sku, id) + SEPARATOR;
    }

    /** The sku in the {@link #key} of a hold. */
    static Sku sku(String key) {
        return new Sku(key.substring(0, key.indexOf(SEPARATOR)));
    }

    /** The reservation in the {@link #key} of a hold. */
    static ReservationId reservationId(String key) {
        return ReservationId.parse(key.substring(key.indexOf(SEPARATOR) + 1));
    }

    public static StoreBuilder<KeyValueStore<String, StockLevel>> levels() {
        return keyValue(LEVELS, StateSerde.of(StockLevel.class));
    }

    public static StoreBuilder<KeyValueStore<String, Hold>> openHolds() {
        return keyValue(OPEN_HOLDS, StateSerde.of(Hold.class));
    }

    /**
     * @param retention for how long a hold is known after its end, at least
     */
    public static StoreBuilder<WindowStore<String, Hold>> closedHolds(Duration retention) {
        return ExpiringStore.builder(CLOSED_HOLDS, StateSerde.of(Hold.class), retention);
    }

    /**
     * @param retention for how long a movement is known after it was appended, at least
     */
    public static StoreBuilder<WindowStore<String, CountedMovement>> movements(Duration retention) {
        return ExpiringStore.builder(MOVEMENTS, StateSerde.of(CountedMovement.class), retention);
    }

    /** A store in RocksDB with a changelog, and without a cache: every commit writes all of it. */
    static <V> StoreBuilder<KeyValueStore<String, V>> keyValue(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(QueryableStore.supplier(name), Serdes.String(), values)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
