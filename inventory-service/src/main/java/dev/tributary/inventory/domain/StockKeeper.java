package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.HoldCommand.CommitHold;
import dev.tributary.inventory.domain.HoldCommand.HoldStock;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.StockOutcome.HoldFault;
import dev.tributary.inventory.domain.StockOutcome.MoveFault;

import org.jspecify.annotations.Nullable;

import java.util.Optional;

/**
 * Decides what becomes of a sku's stock: a pure function of the level, of what is remembered of the
 * command's identity, and of the settings. It is right as long as one writer at a time decides
 * about a sku, and writes the level together with the hold or the movement: written apart, a
 * failure between them counts twice.
 *
 * <p>A command that comes again comes to the same and changes nothing, as long as what is
 * remembered is kept. A movement that was rejected is not remembered: sent again it is judged anew,
 * which is how it can be put right.
 *
 * <p>Commands that are refused are told, never thrown. {@link IllegalStateException} says that the
 * level and the hold do not belong together, {@link IllegalArgumentException} that what is
 * remembered is of another command.
 */
public final class StockKeeper {
    private final StockSettings settings;

    public StockKeeper(StockSettings settings) {
        this.settings = settings;
    }

    /**
     * Counts a movement.
     *
     * @param earlier the movement that was counted under the same id, if any was
     */
    public StockDecision decide(StockLevel level, @Nullable Move earlier, Move move) {
        if (earlier != null) {
            if (!earlier.movementId().equals(move.movementId())) {
                throw new IllegalArgumentException(earlier + " is not an earlier " + move);
            }
            return unchanged(
                    level,
                    earlier.equals(move)
                            ? new StockOutcome.MoveRepeated(move)
                            : new StockOutcome.MoveRejected(move, MoveFault.ANOTHER_BODY));
        }
        return fault(level, move)
                .map(it -> unchanged(level, new StockOutcome.MoveRejected(move, it)))
                .orElseGet(() -> {
                    StockLevel after = level.moved(move);
                    return changed(level, after, null, new StockOutcome.Moved(move));
                });
    }

    /** Sets the safety stock. */
    public StockDecision decide(StockLevel level, SetSafetyStock command) {
        long units = command.units();
        if (units < 0 || units > settings.countMax()) {
            return unchanged(level, new StockOutcome.SafetyStockRejected(units));
        }
        StockOutcome outcome = new StockOutcome.SafetyStockSet(units, level.safetyStock());
        return units == level.safetyStock()
                ? unchanged(level, outcome)
                : changed(level, level.withSafetyStock(units), null, outcome);
    }

    /**
     * Holds, sells or gives back.
     *
     * @param hold what the same reservation came to before on this sku, if anything
     */
    public StockDecision decide(StockLevel level, @Nullable Hold hold, HoldCommand command) {
        if (hold != null && !hold.reservationId().equals(command.reservationId())) {
            throw new IllegalArgumentException(hold + " is not of " + command);
        }
        return switch (command) {
            case HoldStock it -> hold(level, hold, it);
            case CommitHold it -> commit(level, hold, it);
            case ReleaseHold it -> release(level, hold, it);
        };
    }

    private Optional<MoveFault> fault(StockLevel level, Move move) {
        long quantity = move.quantity();
        boolean signed = move.kind() == Move.Kind.ADJUSTMENT;
        // Bounds first: what follows may add without overflow.
        if (quantity == 0
                || quantity > settings.quantityMax()
                || quantity < (signed ? -settings.quantityMax() : 0)) {
            return Optional.of(MoveFault.QUANTITY);
        }
        WarehouseStock stock = level.at(move.warehouseId());
        if (stock.onHand() + quantity < 0) {
            return Optional.of(MoveFault.WOULD_BE_NEGATIVE);
        }
        if (stock.onHand() + quantity < stock.reserved()) {
            return Optional.of(MoveFault.RESERVED);
        }
        if (level.onHand() + quantity > settings.countMax()
                || !level.counts().plus(move).areWithin(settings.countMax())) {
            return Optional.of(MoveFault.OVERFLOW);
        }
        if (!level.warehouses().containsKey(move.warehouseId())
                && level.warehouses().size() >= settings.warehousesMax()) {
            return Optional.of(MoveFault.TOO_MANY_WAREHOUSES);
        }
        return Optional.empty();
    }

    private StockDecision hold(StockLevel level, @Nullable Hold hold, HoldStock command) {
        if (hold != null) {
            return unchanged(level, hold, again(hold));
        }
        ReservationId id = command.reservationId();
        long available = Math.max(0, level.available());
        if (command.quantity() > available) {
            return unchanged(
                    level,
                    Hold.shortOf(id, command.quantity(), available),
                    new StockOutcome.Shortage(id, available, false));
        }
        Allocation allocation =
                settings.priority().allocate(level.warehouses(), command.quantity());
        return changed(
                level,
                level.reserved(allocation),
                Hold.held(id, allocation),
                new StockOutcome.Held(id, allocation, false));
    }

    /** What a wish came to, told again, whatever quantity it names this time. */
    private static StockOutcome again(Hold hold) {
        ReservationId id = hold.reservationId();
        return switch (hold.status()) {
            case HELD, COMMITTED -> new StockOutcome.Held(id, hold.allocation(), true);
            case SHORT -> new StockOutcome.Shortage(id, hold.availableWhenShort(), true);
            case RELEASED -> new StockOutcome.HoldRefused(id, HoldFault.RELEASED);
        };
    }

    private static StockOutcome refused(CommitHold command, HoldFault fault) {
        return new StockOutcome.HoldRefused(command.reservationId(), fault);
    }

    private StockDecision commit(StockLevel level, @Nullable Hold hold, CommitHold command) {
        if (hold == null) {
            return unchanged(level, refused(command, HoldFault.UNKNOWN));
        }
        Allocation allocation = hold.allocation();
        return switch (hold.status()) {
            case HELD ->
                    changed(
                            level,
                            level.sold(allocation),
                            hold.in(Hold.Status.COMMITTED),
                            new StockOutcome.Committed(hold.reservationId(), allocation, false));
            case COMMITTED ->
                    unchanged(
                            level,
                            hold,
                            new StockOutcome.Committed(hold.reservationId(), allocation, true));
            case RELEASED -> unchanged(level, hold, refused(command, HoldFault.RELEASED));
            case SHORT -> unchanged(level, hold, refused(command, HoldFault.SHORT));
        };
    }

    private StockDecision release(StockLevel level, @Nullable Hold hold, ReleaseHold command) {
        ReservationId id = command.reservationId();
        if (hold == null) {
            return unchanged(
                    level,
                    Hold.unwanted(id),
                    new StockOutcome.Released(id, Allocation.NONE, false));
        }
        Allocation allocation = hold.allocation();
        return switch (hold.status()) {
            case HELD ->
                    changed(
                            level,
                            level.givenBack(allocation),
                            hold.in(Hold.Status.RELEASED),
                            new StockOutcome.Released(id, allocation, false));
            case RELEASED, SHORT ->
                    unchanged(level, hold, new StockOutcome.Released(id, allocation, true));
            case COMMITTED ->
                    unchanged(level, hold, new StockOutcome.HoldRefused(id, HoldFault.COMMITTED));
        };
    }

    private static StockDecision unchanged(StockLevel level, StockOutcome outcome) {
        return new StockDecision(level, null, outcome, null);
    }

    private static StockDecision unchanged(StockLevel level, Hold hold, StockOutcome outcome) {
        return new StockDecision(level, hold, outcome, null);
    }

    private StockDecision changed(
            StockLevel before, StockLevel after, @Nullable Hold hold, StockOutcome outcome) {
        return new StockDecision(after, hold, outcome, alert(before, after));
    }

    private @Nullable StockAlert alert(StockLevel before, StockLevel after) {
        boolean wasLow = before.available() <= settings.lowStockAt();
        boolean isLow = after.available() <= settings.lowStockAt();
        if (wasLow == isLow) {
            return null;
        }
        return isLow
                ? new StockAlert.LowStock(after.sku(), after.available())
                : new StockAlert.BackInStock(after.sku(), after.available());
    }
}
