package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.domain.HoldCommand.CommitHold;
import dev.tributary.inventory.domain.HoldCommand.HoldStock;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.StockOutcome.HoldFault;
import dev.tributary.inventory.domain.StockOutcome.HoldRefused;
import dev.tributary.inventory.domain.StockOutcome.MoveFault;
import dev.tributary.inventory.domain.StockOutcome.MoveRejected;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the stock of a sku must be, by counting. It says which outcome a command must have; only
 * from which warehouses a line is taken, it takes from the outcome, after a look at whether it was
 * there.
 */
final class PlainShelf {
    private final StockSettings settings;
    private final Map<MovementId, Move> counted = new HashMap<>();
    private final Map<WarehouseId, Long> onHand = new HashMap<>();
    private final Map<WarehouseId, Long> reserved = new HashMap<>();
    private final Map<ReservationId, Allocation> taken = new HashMap<>();
    private final Map<ReservationId, Long> fellShort = new HashMap<>();
    private final Set<ReservationId> released = new HashSet<>();
    private final Set<ReservationId> sold = new HashSet<>();
    private long safetyStock;
    long soldUnits;

    PlainShelf(StockSettings settings) {
        this.settings = settings;
    }

    void hear(StockCommand command, StockOutcome outcome) {
        switch (command) {
            case Move it -> assertThat(outcome).isEqualTo(move(it));
            case SetSafetyStock it -> {
                assertThat(outcome)
                        .isEqualTo(new StockOutcome.SafetyStockSet(it.units(), safetyStock));
                safetyStock = it.units();
            }
            case HoldStock it -> hold(it, outcome);
            case CommitHold it -> assertThat(outcome).isEqualTo(commit(it.reservationId()));
            case ReleaseHold it -> assertThat(outcome).isEqualTo(release(it.reservationId()));
        }
    }

    void assertLevel(StockLevel level) {
        assertThat(level.violations()).isEmpty();
        Map<WarehouseId, WarehouseStock> stocks = new HashMap<>();
        onHand.forEach((id, units) -> {
            if (units != 0) {
                stocks.put(id, new WarehouseStock(units, reserved.getOrDefault(id, 0L)));
            }
        });
        assertThat(level.warehouses().equals(stocks)).as("%s, not %s", level, stocks).isTrue();
        assertThat(level.available()).isEqualTo(available());
        assertThat(level.counts().sold()).isEqualTo(soldUnits);
    }

    private StockOutcome move(Move move) {
        Move earlier = counted.get(move.movementId());
        if (earlier != null) {
            return earlier.equals(move)
                    ? new StockOutcome.MoveRepeated(move)
                    : new MoveRejected(move, MoveFault.ANOTHER_BODY);
        }
        long after = onHand.getOrDefault(move.warehouseId(), 0L) + move.quantity();
        if (after < 0) {
            return new MoveRejected(move, MoveFault.WOULD_BE_NEGATIVE);
        }
        if (after < reserved.getOrDefault(move.warehouseId(), 0L)) {
            return new MoveRejected(move, MoveFault.RESERVED);
        }
        if (sum(onHand) + move.quantity() > settings.countMax()) {
            return new MoveRejected(move, MoveFault.OVERFLOW);
        }
        counted.put(move.movementId(), move);
        onHand.put(move.warehouseId(), after);
        return new StockOutcome.Moved(move);
    }

    private void hold(HoldStock command, StockOutcome outcome) {
        ReservationId id = command.reservationId();
        if (released.contains(id)) {
            assertThat(outcome).isEqualTo(new HoldRefused(id, HoldFault.RELEASED));
        } else if (taken.containsKey(id)) {
            assertThat(outcome).isEqualTo(new StockOutcome.Held(id, taken.get(id), true));
        } else if (fellShort.containsKey(id)) {
            assertThat(outcome).isEqualTo(new StockOutcome.Shortage(id, fellShort.get(id), true));
        } else if (command.quantity() > available()) {
            long available = Math.max(0, available());
            assertThat(outcome).isEqualTo(new StockOutcome.Shortage(id, available, false));
            fellShort.put(id, available);
        } else {
            assertThat(outcome).isInstanceOf(StockOutcome.Held.class);
            Allocation allocation = ((StockOutcome.Held) outcome).allocation();
            assertThat(outcome).isEqualTo(new StockOutcome.Held(id, allocation, false));
            assertThat(allocation.total()).isEqualTo(command.quantity());
            allocation
                    .units()
                    .forEach((warehouse, units) -> {
                        reserved.merge(warehouse, units, Long::sum);
                        assertThat(reserved.get(warehouse))
                                .isLessThanOrEqualTo(onHand.get(warehouse));
                    });
            taken.put(id, allocation);
        }
    }

    private StockOutcome commit(ReservationId id) {
        if (released.contains(id)) {
            return new HoldRefused(id, HoldFault.RELEASED);
        }
        if (!taken.containsKey(id)) {
            return new HoldRefused(
                    id, fellShort.containsKey(id) ? HoldFault.SHORT : HoldFault.UNKNOWN);
        }
        boolean first = sold.add(id);
        if (first) {
            taken.get(id)
                    .units()
                    .forEach((warehouse, units) -> {
                        onHand.merge(warehouse, -units, Long::sum);
                        reserved.merge(warehouse, -units, Long::sum);
                        soldUnits += units;
                    });
        }
        return new StockOutcome.Committed(id, taken.get(id), !first);
    }

    private StockOutcome release(ReservationId id) {
        if (sold.contains(id)) {
            return new HoldRefused(id, HoldFault.COMMITTED);
        }
        if (fellShort.containsKey(id)) {
            return new StockOutcome.Released(id, Allocation.NONE, true);
        }
        boolean first = released.add(id);
        Allocation allocation = taken.getOrDefault(id, Allocation.NONE);
        if (first) {
            allocation
                    .units()
                    .forEach((warehouse, units) -> reserved.merge(warehouse, -units, Long::sum));
        }
        return new StockOutcome.Released(id, allocation, !first);
    }

    private long available() {
        return sum(onHand) - sum(reserved) - safetyStock;
    }

    private static long sum(Map<WarehouseId, Long> units) {
        return units.values().stream().mapToLong(Long::longValue).sum();
    }
}
