package dev.tributary.inventory.domain;

/**
 * What a command came to. {@code repeated} says that it had come to this before, and that nothing
 * changed this time.
 */
public sealed interface StockOutcome {
    /** The movement is counted. */
    record Moved(Move move) implements StockOutcome {}

    /** The movement was counted before. */
    record MoveRepeated(Move move) implements StockOutcome {}

    /** The movement is not counted. */
    record MoveRejected(Move move, MoveFault fault) implements StockOutcome {}

    /**
     * The safety stock is as wanted.
     *
     * @param unitsBefore what it was
     */
    record SafetyStockSet(long units, long unitsBefore) implements StockOutcome {}

    /** The safety stock cannot be so. It stays. */
    record SafetyStockRejected(long units) implements StockOutcome {}

    /** Units are reserved, or were and are sold by now. */
    record Held(ReservationId reservationId, Allocation allocation, boolean repeated)
            implements StockOutcome {}

    /**
     * There are not enough units.
     *
     * @param available units that could have been had when it was asked first, 0 or more
     */
    record Shortage(ReservationId reservationId, long available, boolean repeated)
            implements StockOutcome {}

    /** Held units are sold. */
    record Committed(ReservationId reservationId, Allocation allocation, boolean repeated)
            implements StockOutcome {}

    /**
     * Nothing is held.
     *
     * @param allocation units that were given back
     */
    record Released(ReservationId reservationId, Allocation allocation, boolean repeated)
            implements StockOutcome {}

    /** What the reservation came to before stands against it. Nothing changed. */
    record HoldRefused(ReservationId reservationId, HoldFault fault) implements StockOutcome {}

    /** Why a movement is not counted. */
    enum MoveFault {
        /** It is 0, has the wrong sign, or is larger than any may be. */
        QUANTITY,
        /** More would be taken away than is in the warehouse. */
        WOULD_BE_NEGATIVE,
        /** Units would be taken away that somebody holds. */
        RESERVED,
        /** The sku would have more units, ever or now, than are counted. */
        OVERFLOW,
        /** The sku would be in more warehouses than are kept. */
        TOO_MANY_WAREHOUSES,
        /** Another movement had this id. */
        ANOTHER_BODY
    }

    /** Why a command on a hold does nothing. */
    enum HoldFault {
        /** Nothing is known of the reservation. */
        UNKNOWN,
        /** It was released. */
        RELEASED,
        /** It fell short. */
        SHORT,
        /** It was sold. */
        COMMITTED
    }
}
