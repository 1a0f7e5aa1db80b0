package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.ingest.domain.MovementId;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.ingest.domain.StockMovement.Kind;
import dev.tributary.ingest.domain.TextRules;
import dev.tributary.ingest.domain.TransactionLimits;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * JSON to a stock movement. Total: any bytes give a movement or the list of everything that is
 * wrong with them.
 */
final class StockMovementReader {
    private final TransactionLimits limits;

    /**
     * @param limits how far ahead of its arrival anything may have happened
     */
    StockMovementReader(TransactionLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads one movement.
     *
     * @param json the body
     * @param faults takes everything that is wrong
     * @return null if anything was noted
     */
    @Nullable StockMovement read(byte[] json, Instant receivedAt, Faults faults) {
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            return null;
        }
        MovementId id = fields.requiredText("movementId", MovementId::new);
        String sku = fields.requiredText("sku", TextRules::name);
        String warehouseId = fields.requiredText("warehouseId", TextRules::name);
        Kind kind = fields.requiredText("kind", Kind::of);
        Long quantity =
                fields.requiredInteger(
                        "quantity",
                        kind == null ? -StockMovement.QUANTITY_MAX : kind.quantityMin(),
                        StockMovement.QUANTITY_MAX);
        if (quantity != null && quantity == 0) {
            fields.note("quantity", "must not be 0");
        }
        Instant occurredAt = fields.text("occurredAt", text -> limits.eventTime(text, receivedAt));
        fields.end();
        if (!faults.isEmpty()
                || id == null
                || sku == null
                || warehouseId == null
                || kind == null
                || quantity == null) {
            return null;
        }
        return new StockMovement(
                id,
                sku,
                warehouseId,
                kind,
                quantity,
                occurredAt == null ? receivedAt : occurredAt,
                receivedAt);
    }
}
