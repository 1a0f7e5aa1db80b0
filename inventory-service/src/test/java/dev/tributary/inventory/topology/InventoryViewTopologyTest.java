package dev.tributary.inventory.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.common.fixtures.GoldenTopology;
import dev.tributary.common.fixtures.TopologyFixture;
import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.common.streams.StreamsDefaults;
import dev.tributary.common.streams.Topic;
import dev.tributary.inventory.WireRecords;
import dev.tributary.inventory.store.ViewStores;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderStatus;
import dev.tributary.schemas.inventory.Reservation;
import dev.tributary.schemas.inventory.ReservationStatus;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class InventoryViewTopologyTest {
    private static final Duration RETENTION = Duration.ofDays(30);
    private static final Instant NOON = WireRecords.NOON;

    private final Topic<String, StockLevel> levels =
            new Topic<>(
                    InventoryTopics.STOCK_LEVELS, Serdes.String(), StateSerde.of(StockLevel.class));
    private final Topic<String, ReservationUpdate> reservations =
            new Topic<>(
                    InventoryTopics.RESERVATIONS,
                    Serdes.String(),
                    StateSerde.of(ReservationUpdate.class));
    private final Topic<String, Order> orders =
            new Topic<>(InventoryTopics.ORDERS, Serdes.String(), StateSerde.of(Order.class));
    private final TopologyFixture views =
            new TopologyFixture(
                    StreamsDefaults.atLeastOnce(StreamsDefaults.latency()),
                    builder ->
                            InventoryViewTopology.define(
                                    builder,
                                    new InventoryViewTopology.Topics(levels, reservations, orders),
                                    RETENTION),
                    NOON);

    @AfterEach
    void close() {
        views.close();
    }

    @Test
    void shouldKeepItsShape() {
        GoldenTopology.assertUnchanged(
                views.topology(), Path.of("src/test/resources/inventory-view-topology.txt"));
    }

    @Test
    void shouldKeepTheNewestOfEach() {
        views.pipe(levels, "book", level("book", 1), NOON);
        views.pipe(levels, "book", level("book", 2), NOON);
        assertThat(views.<String, StockLevel>keyValueStore(ViewStores.LEVELS).get("book"))
                .isEqualTo(level("book", 2));

        views.pipe(reservations, "r", update("r", ReservationStatus.PENDING), NOON);
        views.pipe(reservations, "r", update("r", ReservationStatus.RESERVED), NOON);
        // An answer about one that does not exist says nothing of one that does.
        views.pipe(reservations, "r", new ReservationUpdate("r", null, null), NOON);
        views.pipe(reservations, "s", new ReservationUpdate("s", null, null), NOON);
        assertThat(kept(ViewStores.RESERVATIONS, "r"))
                .isEqualTo(update("r", ReservationStatus.RESERVED));
        assertThat(kept(ViewStores.RESERVATIONS, "s")).isNull();

        views.pipe(orders, "t", order("t", OrderStatus.PENDING), NOON);
        views.pipe(orders, "t", order("t", OrderStatus.CONFIRMED), NOON);
        assertThat(kept(ViewStores.ORDERS, "t")).isEqualTo(order("t", OrderStatus.CONFIRMED));
    }

    private Object kept(String store, String key) {
        return ExpiringStore.find(
                views.<String, Object>windowStore(store),
                RETENTION,
                key,
                NOON.minus(RETENTION),
                NOON);
    }

    private static StockLevel level(String sku, long units) {
        return new StockLevel(sku, units, 0L, 0L, units, List.of(), units, 0L, 0L, 0L, null, NOON);
    }

    private static ReservationUpdate update(String id, ReservationStatus status) {
        return new ReservationUpdate(
                id, null, new Reservation(status, List.of(), NOON, NOON.plusSeconds(60), null));
    }

    private static Order order(String id, OrderStatus status) {
        return new Order(id, status, null, List.of(), NOON, NOON.plusSeconds(60), null, null);
    }
}
