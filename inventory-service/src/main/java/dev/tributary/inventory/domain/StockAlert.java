package dev.tributary.inventory.domain;

/**
 * What became of a sku's availability: told when it crosses {@link StockSettings#lowStockAt}, not
 * again while it stays on that side. A sku begins with nothing, which is low.
 */
public sealed interface StockAlert {
    /**
     * Available units fell to the threshold or below.
     *
     * @param available below 0 where the safety stock is touched
     */
    record LowStock(Sku sku, long available) implements StockAlert {}

    /** Available units rose above the threshold. */
    record BackInStock(Sku sku, long available) implements StockAlert {}
}
