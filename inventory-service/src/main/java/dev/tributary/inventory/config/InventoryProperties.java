package dev.tributary.inventory.config;

import dev.tributary.inventory.api.ApiSettings;
import dev.tributary.inventory.domain.ReservationSettings;
import dev.tributary.inventory.domain.StockSettings;
import dev.tributary.inventory.domain.WarehouseId;
import dev.tributary.inventory.domain.WarehousePriority;
import dev.tributary.inventory.topology.InventorySettings;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.unit.DataSize;

import java.time.Duration;
import java.util.List;

/**
 * The service's settings, bound from {@code tributary.inventory}. Their defaults are in the
 * application's configuration file.
 *
 * @param stock how much stock there can be, and how it is given away
 * @param reservations what a reservation may be at most
 * @param topology retentions and intervals
 * @param api bounds of the API
 * @param view what the world can ask
 */
@ConfigurationProperties("tributary.inventory")
record InventoryProperties(
        Stock stock,
        ReservationSettings reservations,
        Retention topology,
        Api api,
        ViewProperties view) {
    /** As {@link StockSettings}, with the warehouses to take from first by their names. */
    record Stock(
            long quantityMax,
            long countMax,
            int warehousesMax,
            long lowStockAt,
            List<String> warehousePriority) {
        StockSettings settings() {
            return new StockSettings(
                    quantityMax,
                    countMax,
                    warehousesMax,
                    lowStockAt,
                    new WarehousePriority(
                            warehousePriority.stream().map(WarehouseId::new).toList()));
        }
    }

    /** As {@link InventorySettings}. */
    record Retention(
            Duration orderHold,
            Duration reservationRetention,
            Duration holdRetention,
            Duration movementRetention,
            Duration expiryInterval,
            int expiriesMax,
            Duration auditInterval,
            int auditRows,
            double auditShare,
            Duration auditToldEvery) {}

    /**
     * As {@link ApiSettings}.
     *
     * @param waitingMax requests that may wait at a time
     */
    record Api(
            DataSize bodyLimit,
            Duration deadline,
            Duration waitMax,
            Duration ttlDefault,
            int waitingMax) {}

    /**
     * @param retention for how long a reservation or an order is known after it was asked for
     * @param recentMax reservations, and orders, that each instance has at hand because they came
     *     by lately
     */
    record ViewProperties(Duration retention, int recentMax) {}

    InventoryProperties {
        if (api.ttlDefault().compareTo(reservations.ttlMax()) > 0) {
            throw new IllegalArgumentException(
                    "api.ttlDefault %s is longer than reservations.ttlMax %s"
                            .formatted(api.ttlDefault(), reservations.ttlMax()));
        }
    }

    InventorySettings settings() {
        return new InventorySettings(
                stock.settings(),
                reservations,
                topology.orderHold(),
                topology.reservationRetention(),
                topology.holdRetention(),
                topology.movementRetention(),
                topology.expiryInterval(),
                topology.expiriesMax(),
                topology.auditInterval(),
                topology.auditRows(),
                topology.auditShare(),
                topology.auditToldEvery());
    }

    ApiSettings apiSettings() {
        return new ApiSettings(
                api.bodyLimit(),
                api.deadline(),
                api.waitMax(),
                api.ttlDefault(),
                reservations,
                stock.settings());
    }
}
