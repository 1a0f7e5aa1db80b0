package dev.tributary.inventory.store;

import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.domain.StockCounts;
import dev.tributary.inventory.domain.StockLevel;
import dev.tributary.inventory.domain.StockTotals;
import dev.tributary.inventory.domain.WarehouseId;
import dev.tributary.inventory.domain.WarehouseStock;
import dev.tributary.schemas.inventory.WarehouseLevel;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.TreeMap;

/** Stock as it is kept and told. */
public final class StockLevelAvroMapper {
    private StockLevelAvroMapper() {}

    /**
     * @param movementOffset offset of the newest movement that was judged; null before the first
     * @param asOf when what led here was appended
     */
    public static dev.tributary.schemas.inventory.StockLevel toAvro(
            StockLevel level, @Nullable Long movementOffset, Instant asOf) {
        return new dev.tributary.schemas.inventory.StockLevel(
                level.sku().value(),
                level.onHand(),
                level.reserved(),
                level.safetyStock(),
                level.available(),
                level.warehouses().entrySet().stream()
                        .map(it ->
                                new WarehouseLevel(
                                        it.getKey().value(),
                                        it.getValue().onHand(),
                                        it.getValue().reserved()))
                        .toList(),
                level.counts().received(),
                level.counts().returned(),
                level.counts().adjusted(),
                level.counts().sold(),
                movementOffset,
                asOf);
    }

    /** What can be derived is derived anew. */
    public static StockLevel toDomain(dev.tributary.schemas.inventory.StockLevel level) {
        TreeMap<WarehouseId, WarehouseStock> warehouses = new TreeMap<>();
        level.getWarehouses()
                .forEach(it ->
                        warehouses.put(
                                new WarehouseId(it.getWarehouseId()),
                                new WarehouseStock(it.getOnHand(), it.getReserved())));
        return new StockLevel(
                new Sku(level.getSku()), level.getSafetyStock(), warehouses, counts(level));
    }

    /** The sums as they are kept and told, none derived from another. */
    static StockTotals told(dev.tributary.schemas.inventory.StockLevel level, long heldUnits) {
        return new StockTotals(
                1,
                counts(level),
                level.getOnHand(),
                level.getReserved(),
                level.getSafetyStock(),
                level.getAvailable(),
                heldUnits);
    }

    private static StockCounts counts(dev.tributary.schemas.inventory.StockLevel level) {
        return new StockCounts(
                level.getReceived(), level.getReturned(), level.getAdjusted(), level.getSold());
    }
}
