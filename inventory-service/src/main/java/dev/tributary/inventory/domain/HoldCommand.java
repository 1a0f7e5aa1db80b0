package dev.tributary.inventory.domain;

/**
 * What a reservation wants of one sku. Each may come again. Those of one reservation keep their
 * order, and even if they did not, nothing would be held for ever or sold twice.
 */
public sealed interface HoldCommand extends StockCommand {
    /** The reservation. */
    ReservationId reservationId();

    /**
     * Keep units for the reservation.
     *
     * @param quantity units, 1 or more
     */
    record HoldStock(ReservationId reservationId, long quantity) implements HoldCommand {
        public HoldStock {
            if (quantity < 1) {
                throw new IllegalArgumentException(quantity + " units cannot be held");
            }
        }
    }

    /** What is held was sold. */
    record CommitHold(ReservationId reservationId) implements HoldCommand {}

    /** What is held, or will be asked for, is not wanted any more. */
    record ReleaseHold(ReservationId reservationId) implements HoldCommand {}
}
