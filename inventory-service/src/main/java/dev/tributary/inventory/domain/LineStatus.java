package dev.tributary.inventory.domain;

/** What the world is told of a line. */
public enum LineStatus {
    /** Its stock has not answered. */
    PENDING,
    /** Its stock is held. */
    HELD,
    /** There was too little stock. */
    SHORT,
    /** Sold. */
    CONFIRMED,
    /** Nothing is held for it any more. */
    RELEASED;

    /** The status of a line in a reservation that stands so. */
    public static LineStatus of(ReservationLine line, ReservationStatus reservation) {
        return switch (line.status()) {
            case SHORT -> SHORT;
            case PENDING -> reservation.isOpen() ? PENDING : RELEASED;
            case HELD ->
                    switch (reservation) {
                        case PENDING, RESERVED, HELD -> HELD;
                        case CONFIRMED -> CONFIRMED;
                        case REJECTED, RELEASED, EXPIRED -> RELEASED;
                    };
        };
    }
}
