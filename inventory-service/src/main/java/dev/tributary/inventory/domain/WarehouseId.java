package dev.tributary.inventory.domain;

/** Identity of a warehouse, 1 to 64 characters. */
public record WarehouseId(String value) implements Comparable<WarehouseId> {
    public WarehouseId {
        Identifier.checked("warehouseId", value);
    }

    @Override
    public int compareTo(WarehouseId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
