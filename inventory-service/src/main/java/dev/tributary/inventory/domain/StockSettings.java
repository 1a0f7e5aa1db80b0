package dev.tributary.inventory.domain;

/**
 * How much stock there can be, and how it is given away.
 *
 * @param quantityMax most units of one movement, 1 to {@code countMax}
 * @param countMax most units of a sku on hand, of its safety stock, and of each count of its
 *     movements; 1 to {@value #COUNT_MAX}
 * @param warehousesMax most warehouses that have stock of a sku, 1 to {@value #WAREHOUSES_MAX}
 * @param lowStockAt available units at which and below which stock is low; not negative
 * @param priority from which warehouses to take first
 */
public record StockSettings(
        long quantityMax,
        long countMax,
        int warehousesMax,
        long lowStockAt,
        WarehousePriority priority) {
    /** Sums over some thousands of skus at this limit still fit a long. */
    private static final long COUNT_MAX = 1_000_000_000_000_000L;

    private static final int WAREHOUSES_MAX = 1_024;

    public StockSettings {
        require(countMax >= 1 && countMax <= COUNT_MAX, "countMax", countMax);
        require(quantityMax >= 1 && quantityMax <= countMax, "quantityMax", quantityMax);
        require(
                warehousesMax >= 1 && warehousesMax <= WAREHOUSES_MAX,
                "warehousesMax",
                warehousesMax);
        require(lowStockAt >= 0, "lowStockAt", lowStockAt);
    }

    public static StockSettings defaults() {
        return new StockSettings(
                1_000_000_000L, 1_000_000_000_000L, 64, 10, WarehousePriority.BY_ID);
    }

    private static void require(boolean holds, String name, long value) {
        if (!holds) {
            throw new IllegalArgumentException(name + " is " + value + ", which cannot be");
        }
    }
}
