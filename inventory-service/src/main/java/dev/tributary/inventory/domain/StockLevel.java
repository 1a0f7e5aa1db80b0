package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.StockViolation.Rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The stock of one sku, in units. Who holds what is not in it: a {@link Hold} is kept by itself, so
 * that a command costs the same however many there are.
 *
 * @param safetyStock units that are never promised to anybody
 * @param warehouses where there is anything; a warehouse that was emptied is not kept
 * @param counts what ever came and went
 */
public record StockLevel(
        Sku sku,
        long safetyStock,
        SortedMap<WarehouseId, WarehouseStock> warehouses,
        StockCounts counts) {
    public StockLevel {
        warehouses = Collections.unmodifiableSortedMap(new TreeMap<>(warehouses));
    }

    /** A sku of which nothing was ever seen. */
    public static StockLevel empty(Sku sku) {
        return new StockLevel(sku, 0, new TreeMap<>(), StockCounts.ZERO);
    }

    /** Units in all warehouses. */
    public long onHand() {
        return warehouses.values().stream().mapToLong(WarehouseStock::onHand).sum();
    }

    /** Units of these that somebody holds. */
    public long reserved() {
        return warehouses.values().stream().mapToLong(WarehouseStock::reserved).sum();
    }

    /** Units that can be promised; below 0 where the safety stock is not there. */
    public long available() {
        return onHand() - reserved() - safetyStock;
    }

    /**
     * Promises that this level does not keep; none for every level that {@link StockKeeper} made.
     */
    public List<StockViolation> violations() {
        List<StockViolation> violations = new ArrayList<>();
        if (counts.expectedOnHand() != onHand()) {
            violations.add(violation(Rule.BALANCE, counts + ", but on hand are " + onHand()));
        }
        for (Map.Entry<WarehouseId, WarehouseStock> entry : warehouses.entrySet()) {
            if (!entry.getValue().isSound()) {
                violations.add(violation(Rule.RESERVED_WITHIN_ON_HAND, entry.toString()));
            }
        }
        if (counts.received() < 0
                || counts.returned() < 0
                || counts.sold() < 0
                || safetyStock < 0) {
            violations.add(violation(Rule.NOT_NEGATIVE, counts + ", safety stock " + safetyStock));
        }
        if (counts.expectedOnHand() < 0) {
            violations.add(violation(Rule.NOT_OVERSOLD, counts.toString()));
        }
        return violations;
    }

    private StockViolation violation(Rule rule, String detail) {
        return new StockViolation(rule, "sku " + sku + ": " + detail);
    }

    WarehouseStock at(WarehouseId warehouse) {
        return warehouses.getOrDefault(warehouse, WarehouseStock.NONE);
    }

    StockLevel withSafetyStock(long units) {
        return new StockLevel(sku, units, warehouses, counts);
    }

    StockLevel moved(Move move) {
        SortedMap<WarehouseId, WarehouseStock> after = new TreeMap<>(warehouses);
        add(after, move.warehouseId(), move.quantity(), 0);
        return new StockLevel(sku, safetyStock, after, counts.plus(move));
    }

    StockLevel reserved(Allocation allocation) {
        SortedMap<WarehouseId, WarehouseStock> after = new TreeMap<>(warehouses);
        allocation.units().forEach((warehouse, units) -> add(after, warehouse, 0, units));
        return new StockLevel(sku, safetyStock, after, counts);
    }

    StockLevel givenBack(Allocation allocation) {
        SortedMap<WarehouseId, WarehouseStock> after = new TreeMap<>(warehouses);
        allocation.units().forEach((warehouse, units) -> add(after, warehouse, 0, -units));
        return new StockLevel(sku, safetyStock, after, counts);
    }

    StockLevel sold(Allocation allocation) {
        SortedMap<WarehouseId, WarehouseStock> after = new TreeMap<>(warehouses);
        allocation.units().forEach((warehouse, units) -> add(after, warehouse, -units, -units));
        return new StockLevel(sku, safetyStock, after, counts.plusSold(allocation.total()));
    }

    /** Stops where a level and its holds do not belong together: going on would hide it. */
    private void add(
            SortedMap<WarehouseId, WarehouseStock> stocks,
            WarehouseId warehouse,
            long onHand,
            long reserved) {
        WarehouseStock before = at(warehouse);
        WarehouseStock after =
                new WarehouseStock(before.onHand() + onHand, before.reserved() + reserved);
        if (!after.isSound()) {
            throw new IllegalStateException(
                    "sku %s would have %s in %s, after %s"
                            .formatted(sku, after, warehouse, before));
        }
        if (after.equals(WarehouseStock.NONE)) {
            stocks.remove(warehouse);
        } else {
            stocks.put(warehouse, after);
        }
    }
}
