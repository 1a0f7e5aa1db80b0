package dev.tributary.inventory.domain;

/**
 * One sku of a reservation.
 *
 * @param quantity units, 1 or more
 * @param status what its stock answered
 * @param availableWhenShort units that could have been had where it fell short, else 0
 */
public record ReservationLine(Sku sku, long quantity, Status status, long availableWhenShort) {
    /** What a sku's stock answered. */
    public enum Status {
        /** Nothing yet. */
        PENDING,
        /** It is held. */
        HELD,
        /** There is too little. */
        SHORT
    }

    public ReservationLine {
        if (quantity < 1
                || availableWhenShort < 0
                || (status != Status.SHORT && availableWhenShort != 0)) {
            throw new IllegalArgumentException(
                    "no line: %d units, %s, %d available"
                            .formatted(quantity, status, availableWhenShort));
        }
    }

    static ReservationLine wanted(BasketLine line) {
        return new ReservationLine(line.sku(), line.quantity(), Status.PENDING, 0);
    }

    /** The first answer stands. */
    ReservationLine answered(ReservationInput.LineAnswer answer) {
        if (status != Status.PENDING || !answer.sku().equals(sku)) {
            return this;
        }
        return switch (answer) {
            case ReservationInput.LineHeld it -> new ReservationLine(sku, quantity, Status.HELD, 0);
            case ReservationInput.LineShort it ->
                    new ReservationLine(sku, quantity, Status.SHORT, it.available());
        };
    }
}
