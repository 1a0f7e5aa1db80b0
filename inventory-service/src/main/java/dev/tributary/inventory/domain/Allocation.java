package dev.tributary.inventory.domain;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * From where the units of a line are taken.
 *
 * @param units by warehouse, each above 0
 */
public record Allocation(SortedMap<WarehouseId, Long> units) {
    /** Nothing is taken from anywhere. */
    public static final Allocation NONE = new Allocation(new TreeMap<>());

    public Allocation {
        units = Collections.unmodifiableSortedMap(new TreeMap<>(units));
        if (units.values().stream().anyMatch(quantity -> quantity < 1)) {
            throw new IllegalArgumentException("nothing is taken from a warehouse: " + units);
        }
    }

    static Allocation of(Map<WarehouseId, Long> units) {
        return new Allocation(new TreeMap<>(units));
    }

    /** Units from all warehouses together. */
    public long total() {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }
}
