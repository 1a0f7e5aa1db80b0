package dev.tributary.inventory.domain;

/**
 * What is wanted of one sku.
 *
 * @param quantity units, 1 or more
 */
public record BasketLine(Sku sku, long quantity) {
    public BasketLine {
        if (quantity < 1) {
            throw new IllegalArgumentException(quantity + " units cannot be reserved");
        }
    }
}
