package dev.tributary.ingest.domain;

import java.time.Instant;

/**
 * Units of a sku that came into or left a warehouse other than by a sale, as somebody told it.
 * Whether there are enough to leave is not known here.
 *
 * @param movementId the same of the same sku again is the same movement
 * @param sku stock keeping unit
 * @param warehouseId where
 * @param kind why
 * @param quantity units, {@value #QUANTITY_MAX} at most either way; above 0, or for an {@link
 *     Kind#ADJUSTMENT} not 0
 * @param occurredAt event time, to the millisecond
 * @param receivedAt when it was taken in
 */
public record StockMovement(
        MovementId movementId,
        String sku,
        String warehouseId,
        Kind kind,
        long quantity,
        Instant occurredAt,
        Instant receivedAt) {
    /** Most units of a movement. */
    public static final long QUANTITY_MAX = 1_000_000_000;

    /** Why stock changes. */
    public enum Kind {
        /** Units came from a supplier. */
        RECEIPT,
        /** A count found more or fewer. */
        ADJUSTMENT,
        /** Units came back from a customer. */
        RETURN;

        /**
         * @throws IllegalArgumentException saying what it must be
         */
        public static Kind of(String text) {
            return TextRules.oneOf(values(), text);
        }

        /** The fewest units that a movement of this kind has; 0 is none in any case. */
        public long quantityMin() {
            return switch (this) {
                case RECEIPT, RETURN -> 1;
                case ADJUSTMENT -> -QUANTITY_MAX;
            };
        }
    }

    public StockMovement {
        TextRules.name(sku);
        TextRules.name(warehouseId);
        if (quantity == 0 || quantity < kind.quantityMin() || quantity > QUANTITY_MAX) {
            throw new IllegalArgumentException("no %s has %d units".formatted(kind, quantity));
        }
    }
}
