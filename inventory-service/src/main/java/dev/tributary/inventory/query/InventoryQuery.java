package dev.tributary.inventory.query;

import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.Lookup;
import dev.tributary.common.query.ReadDemand;
import dev.tributary.common.query.StoreRead;
import dev.tributary.common.query.StoreRouter;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.inventory.store.ViewStores;
import dev.tributary.schemas.IngestTopics;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.query.WindowKeyQuery;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/** Asks the views, on this instance or the one that owns the key. */
public final class InventoryQuery {
    /** Nothing was asked for in the future, but for clocks that differ. */
    private static final Duration AHEAD = Duration.ofHours(2);

    private final StoreRouter router;
    private final RecentlyTold<ReservationUpdate> recentReservations;
    private final RecentlyTold<Order> recentOrders;
    private final InstantSource wallClock;
    private final Duration retention;

    /**
     * @param router reaches the views
     * @param recentReservations what came by lately
     * @param recentOrders what came by lately
     * @param wallClock bounds the search
     * @param retention for how long reservations and orders are known
     */
    public InventoryQuery(
            StoreRouter router,
            RecentlyTold<ReservationUpdate> recentReservations,
            RecentlyTold<Order> recentOrders,
            InstantSource wallClock,
            Duration retention) {
        this.router = router;
        this.recentReservations = recentReservations;
        this.recentOrders = recentOrders;
        this.wallClock = wallClock;
        this.retention = retention;
    }

    /**
     * The stock of a sku. Its position also tells the newest movement of the sku that was judged,
     * so that who has sent one can ask for the stock with it.
     */
    public Lookup<StockLevel> level(String sku, ReadDemand demand) {
        return router.find(
                StoreRead.<StockLevel>ofKey(ViewStores.LEVELS, sku)
                        .withPosition(
                                Set.of(IngestTopics.STOCK_MOVEMENTS.name()),
                                InventoryQuery::movementPosition),
                demand);
    }

    private static InputPosition movementPosition(StockLevel level) {
        Long offset = level.getMovementOffset();
        return offset == null
                ? InputPosition.NONE
                : InputPosition.of(
                        IngestTopics.STOCK_MOVEMENTS.name(), partition(level.getSku()), offset);
    }

    /** Where a sku's movements are: as every producer of the suite places its records. */
    private static int partition(String sku) {
        return BuiltInPartitioner.partitionForKey(
                sku.getBytes(StandardCharsets.UTF_8), IngestTopics.STOCK_MOVEMENTS.partitions());
    }

    /** A caller's reservation. */
    public Lookup<ReservationUpdate> reservation(String name, ReadDemand demand) {
        return recentReservations
                .find(name, demand)
                .orElseGet(() -> router.find(newest(ViewStores.RESERVATIONS, name), demand));
    }

    /** The order of a transaction. */
    public Lookup<Order> order(String transactionId, ReadDemand demand) {
        return recentOrders
                .find(transactionId, demand)
                .orElseGet(() -> router.find(newest(ViewStores.ORDERS, transactionId), demand));
    }

    private <V> StoreRead<String, WindowStoreIterator<V>, V> newest(String store, String key) {
        Instant now = wallClock.instant();
        return new StoreRead<>(
                store,
                key,
                new StringSerializer(),
                WindowKeyQuery.withKeyAndWindowStartRange(
                        key,
                        now.minus(retention).minus(ExpiringStore.window(retention)),
                        now.plus(AHEAD)),
                InventoryQuery::last);
    }

    /** An id that was used anew, long after, has more than one. */
    private static <V> Optional<V> last(WindowStoreIterator<V> entries) {
        @Nullable V last = null;
        while (entries.hasNext()) {
            last = entries.next().value;
        }
        return Optional.ofNullable(last);
    }
}
