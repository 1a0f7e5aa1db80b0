package dev.tributary.inventory.store;

import dev.tributary.inventory.domain.Allocation;
import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.WarehouseId;
import dev.tributary.schemas.inventory.state.HoldStatus;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Holds as they are kept. */
final class HoldAvroMapper {
    private HoldAvroMapper() {}

    static dev.tributary.schemas.inventory.state.Hold toAvro(Hold hold) {
        Map<String, Long> units = new HashMap<>();
        hold.allocation()
                .units()
                .forEach((warehouse, taken) -> units.put(warehouse.value(), taken));
        return new dev.tributary.schemas.inventory.state.Hold(
                hold.quantity(),
                units,
                switch (hold.status()) {
                    case HELD -> HoldStatus.HELD;
                    case COMMITTED -> HoldStatus.COMMITTED;
                    case RELEASED -> HoldStatus.RELEASED;
                    case SHORT -> HoldStatus.SHORT;
                },
                hold.availableWhenShort());
    }

    /**
     * @throws IllegalStateException where a later version of the service has kept what this one
     *     does not know
     */
    static Hold toDomain(ReservationId id, dev.tributary.schemas.inventory.state.Hold hold) {
        TreeMap<WarehouseId, Long> units = new TreeMap<>();
        hold.getUnits().forEach((warehouse, taken) -> units.put(new WarehouseId(warehouse), taken));
        return new Hold(
                id,
                hold.getQuantity(),
                new Allocation(units),
                switch (hold.getStatus()) {
                    case HELD -> Hold.Status.HELD;
                    case COMMITTED -> Hold.Status.COMMITTED;
                    case RELEASED -> Hold.Status.RELEASED;
                    case SHORT -> Hold.Status.SHORT;
                    case UNKNOWN -> throw new IllegalStateException("no status of a hold of " + id);
                },
                hold.getAvailableWhenShort());
    }
}
