package dev.tributary.inventory.domain;

/**
 * Units of a sku in one warehouse. Any numbers can be held, so that a level which broke its
 * promises can still be read and told of; see {@link StockLevel#violations}.
 *
 * @param onHand units that are there
 * @param reserved units of these that somebody holds
 */
public record WarehouseStock(long onHand, long reserved) {
    static final WarehouseStock NONE = new WarehouseStock(0, 0);

    /** Units that nobody holds. */
    public long free() {
        return onHand - reserved;
    }

    boolean isSound() {
        return reserved >= 0 && reserved <= onHand;
    }
}
