package dev.tributary.ingest.publish;

import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.schemas.ingest.StockMovementKind;

/** A stock movement of the domain as it goes on the wire. */
public final class StockMovementAvroMapper {
    private StockMovementAvroMapper() {}

    /** The record of a movement. */
    public static dev.tributary.schemas.ingest.StockMovement toAvro(StockMovement movement) {
        return new dev.tributary.schemas.ingest.StockMovement(
                movement.movementId().value(),
                movement.sku(),
                movement.warehouseId(),
                switch (movement.kind()) {
                    case RECEIPT -> StockMovementKind.RECEIPT;
                    case ADJUSTMENT -> StockMovementKind.ADJUSTMENT;
                    case RETURN -> StockMovementKind.RETURN;
                },
                movement.quantity(),
                movement.occurredAt(),
                movement.receivedAt());
    }
}
