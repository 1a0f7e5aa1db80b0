package dev.tributary.inventory.domain;

/** Where a reservation stands. One that is not open stays as it is. */
public enum ReservationStatus {
    /** Not every line has answered. */
    PENDING,
    /** Every line is held; waits for its caller, or an order for its verdict. */
    RESERVED,
    /** Every line of an order is held; waits for somebody to look. */
    HELD,
    /** Sold. */
    CONFIRMED,
    /** A line fell short. Nothing is held. */
    REJECTED,
    /** Given back by its caller, or because of fraud. */
    RELEASED,
    /** Given back because time went by. */
    EXPIRED;

    /** Whether anything can still become of it. */
    public boolean isOpen() {
        return switch (this) {
            case PENDING, RESERVED, HELD -> true;
            case CONFIRMED, REJECTED, RELEASED, EXPIRED -> false;
        };
    }
}
