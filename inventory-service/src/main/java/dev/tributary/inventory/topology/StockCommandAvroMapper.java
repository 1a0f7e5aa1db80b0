package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.HoldCommand.CommitHold;
import dev.tributary.inventory.domain.HoldCommand.HoldStock;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.Move;
import dev.tributary.inventory.domain.MovementId;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.SetSafetyStock;
import dev.tributary.inventory.domain.SkuCommand;
import dev.tributary.inventory.domain.StockCommand;
import dev.tributary.inventory.domain.WarehouseId;
import dev.tributary.schemas.ingest.StockMovement;
import dev.tributary.schemas.inventory.StockCommandKind;

import org.jspecify.annotations.Nullable;

/**
 * What stock is told, from the topics and to them. To the domain both throw {@link
 * IllegalArgumentException} where something is missing, or of no known kind.
 */
final class StockCommandAvroMapper {
    private StockCommandAvroMapper() {}

    static dev.tributary.schemas.inventory.StockCommand toAvro(SkuCommand command) {
        String sku = command.sku().value();
        String id = command.command().reservationId().toString();
        return switch (command.command()) {
            case HoldStock it ->
                    new dev.tributary.schemas.inventory.StockCommand(
                            sku, StockCommandKind.HOLD, id, it.quantity());
            case CommitHold it ->
                    new dev.tributary.schemas.inventory.StockCommand(
                            sku, StockCommandKind.COMMIT, id, null);
            case ReleaseHold it ->
                    new dev.tributary.schemas.inventory.StockCommand(
                            sku, StockCommandKind.RELEASE, id, null);
        };
    }

    static StockCommand toDomain(dev.tributary.schemas.inventory.StockCommand command) {
        return switch (command.getKind()) {
            case HOLD -> new HoldStock(reservationId(command), quantity(command));
            case COMMIT -> new CommitHold(reservationId(command));
            case RELEASE -> new ReleaseHold(reservationId(command));
            case SET_SAFETY_STOCK -> new SetSafetyStock(quantity(command));
            case UNKNOWN ->
                    throw new IllegalArgumentException("a command of a kind that is not known");
        };
    }

    static Move toDomain(StockMovement movement) {
        return new Move(
                new MovementId(movement.getMovementId()),
                new WarehouseId(movement.getWarehouseId()),
                switch (movement.getKind()) {
                    case RECEIPT -> Move.Kind.RECEIPT;
                    case ADJUSTMENT -> Move.Kind.ADJUSTMENT;
                    case RETURN -> Move.Kind.RETURN;
                    case UNKNOWN ->
                            throw new IllegalArgumentException(
                                    "a movement of a kind that is not known");
                },
                movement.getQuantity());
    }

    private static ReservationId reservationId(
            dev.tributary.schemas.inventory.StockCommand command) {
        return ReservationId.parse(needed("reservationId", command.getReservationId()));
    }

    private static long quantity(dev.tributary.schemas.inventory.StockCommand command) {
        return needed("quantity", command.getQuantity());
    }

    private static <T> T needed(String field, @Nullable T value) {
        if (value == null) {
            throw new IllegalArgumentException("it has no " + field);
        }
        return value;
    }
}
