package dev.tributary.inventory.domain;

/**
 * What became of a reservation's wish for units of one sku. It outlives the units, because it is
 * what makes a repeated command harmless: kept for less time than commands may come again, stock
 * could be held twice.
 *
 * @param reservationId the reservation
 * @param quantity units that were asked for; 0 where it was released before any were
 * @param allocation from where they were taken, also after they were given back or sold
 * @param status what became of it
 * @param availableWhenShort units that could have been had where it fell short, else 0
 */
public record Hold(
        ReservationId reservationId,
        long quantity,
        Allocation allocation,
        Status status,
        long availableWhenShort) {
    /** What became of a wish. */
    public enum Status {
        /** Its units are reserved. */
        HELD,
        /** Its units were sold. */
        COMMITTED,
        /** Its units were given back, or are not to be taken. */
        RELEASED,
        /** There were not enough units. It took none, and will not. */
        SHORT
    }

    public Hold {
        boolean sound =
                switch (status) {
                    case HELD, COMMITTED -> quantity >= 1 && allocation.total() == quantity;
                    case RELEASED -> quantity >= 0 && allocation.total() == quantity;
                    case SHORT ->
                            allocation.units().isEmpty()
                                    && availableWhenShort >= 0
                                    && availableWhenShort < quantity;
                };
        if (!sound || (status != Status.SHORT && availableWhenShort != 0)) {
            throw new IllegalArgumentException(
                    "no hold: %s %d units, %s, %d available"
                            .formatted(status, quantity, allocation, availableWhenShort));
        }
    }

    static Hold held(ReservationId reservationId, Allocation allocation) {
        return new Hold(reservationId, allocation.total(), allocation, Status.HELD, 0);
    }

    static Hold shortOf(ReservationId reservationId, long quantity, long available) {
        return new Hold(reservationId, quantity, Allocation.NONE, Status.SHORT, available);
    }

    /** Released before it was asked for. */
    static Hold unwanted(ReservationId reservationId) {
        return new Hold(reservationId, 0, Allocation.NONE, Status.RELEASED, 0);
    }

    Hold in(Status next) {
        return new Hold(reservationId, quantity, allocation, next, availableWhenShort);
    }

    /** Units that are reserved for it now. */
    public long reserved() {
        return switch (status) {
            case HELD -> quantity;
            case COMMITTED, RELEASED, SHORT -> 0;
        };
    }
}
