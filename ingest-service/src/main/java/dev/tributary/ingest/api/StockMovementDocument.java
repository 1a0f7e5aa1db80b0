package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.common.streams.Publication;
import dev.tributary.ingest.domain.StockMovement;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A stock movement as it comes in and as it was taken. Bodies are not bound to it: {@link
 * StockMovementReader} reads them field by field, so that it can name all faults at once.
 */
@Schema(
        name = "StockMovement",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"movementId", "sku", "warehouseId", "kind", "quantity"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record StockMovementDocument(
        @Schema(description = "The same of the same sku again counts once.", maxLength = 64)
                String movementId,
        @Schema(maxLength = 64) String sku,
        @Schema(maxLength = 64) String warehouseId,
        @Schema(
                        description =
                                "RECEIPT: from a supplier. ADJUSTMENT: a count found more or fewer."
                                        + " RETURN: from a customer.")
                StockMovement.Kind kind,
        @Schema(
                        description =
                                "Units, above 0; of an ADJUSTMENT not 0, below 0 where there are"
                                        + " fewer.",
                        minimum = "-1000000000",
                        maximum = "1000000000")
                long quantity,
        @Schema(
                        description = "When it happened; default now, at most 60 s ahead.",
                        example = "2026-02-07T12:00:00Z")
                Instant occurredAt,
        @Schema(
                        description = "Where it stands in the log of stock movements.",
                        accessMode = Schema.AccessMode.READ_ONLY)
                @Nullable String position) {
    static StockMovementDocument of(StockMovement movement, Publication.Acknowledged place) {
        return new StockMovementDocument(
                movement.movementId().value(),
                movement.sku(),
                movement.warehouseId(),
                movement.kind(),
                movement.quantity(),
                movement.occurredAt(),
                place.position());
    }
}
