package dev.tributary.inventory.api;

import dev.tributary.schemas.inventory.StockLevel;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;
import java.util.List;

/** The stock of a sku as the world sees it, in units. */
@Schema(name = "Stock")
record StockDocument(
        String sku,
        @Schema(description = "In all warehouses.") long onHand,
        @Schema(description = "Of these, held by reservations and orders.") long reserved,
        @Schema(description = "Never promised to anybody.") long safetyStock,
        @Schema(
                        description =
                                "onHand - reserved - safetyStock; below 0 where the safety stock is"
                                        + " not there.")
                long available,
        List<Warehouse> warehouses,
        @Schema(description = "Of all receipts.") long received,
        @Schema(description = "Of all returns.") long returned,
        @Schema(description = "Of all adjustments.") long adjusted,
        @Schema(description = "Of all confirmed reservations and orders.") long sold,
        @Schema(description = "When what led here came to the log.") Instant asOf) {
    /** The stock in one warehouse. */
    @Schema(name = "WarehouseStock")
    record Warehouse(String warehouseId, long onHand, long reserved) {}

    static StockDocument of(StockLevel level) {
        return new StockDocument(
                level.getSku(),
                level.getOnHand(),
                level.getReserved(),
                level.getSafetyStock(),
                level.getAvailable(),
                level.getWarehouses().stream()
                        .map(it ->
                                new Warehouse(
                                        it.getWarehouseId(), it.getOnHand(), it.getReserved()))
                        .toList(),
                level.getReceived(),
                level.getReturned(),
                level.getAdjusted(),
                level.getSold(),
                level.getAsOf());
    }
}
