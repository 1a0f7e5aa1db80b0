package dev.tributary.ingest.domain;

/**
 * One line of a basket.
 *
 * @param sku stock keeping unit
 * @param quantity units bought, above 0
 * @param unitPriceMinor price of one unit in minor units of the transaction's currency, 0 or more
 */
public record LineItem(String sku, int quantity, long unitPriceMinor) {
    public LineItem {
        TextRules.name(sku);
        if (quantity <= 0 || unitPriceMinor < 0) {
            throw new IllegalArgumentException(
                    quantity + " units at " + unitPriceMinor + " cannot be bought");
        }
    }
}
