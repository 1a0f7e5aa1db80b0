package dev.tributary.inventory.domain;

/**
 * Stock of a sku that came or went otherwise than by a sale. Whether the quantity can be is for
 * {@link StockKeeper} to say: one that cannot is told, not thrown.
 *
 * @param movementId the same id again is the same movement
 * @param warehouseId where
 * @param kind why
 * @param quantity units; above 0, or for an adjustment not 0
 */
public record Move(MovementId movementId, WarehouseId warehouseId, Kind kind, long quantity)
        implements StockCommand {
    /** Why stock moved. */
    public enum Kind {
        /** It was delivered. */
        RECEIPT,
        /** It was counted, lost or found. */
        ADJUSTMENT,
        /** A customer sent it back. */
        RETURN
    }
}
