package dev.tributary.cli.chaos;

import java.util.List;

/**
 * Something that the outside world wants of stock. Sent as often as it takes, always the same.
 *
 * @param id of this operation in its run
 * @param kind what is wanted
 * @param subject the movement, the reservation or the transaction; several operations may be about
 *     one
 * @param lines what of which sku, in units; of a movement one line, below 0 where units are taken
 *     away; empty where the subject says it
 * @param detail the warehouse of a movement, the time to live of a reservation (ISO 8601), the card
 *     of an order; else empty
 * @param again whether it is delivered once more after it was answered
 */
record Operation(
        String id, Kind kind, String subject, List<Line> lines, String detail, boolean again) {

    /** Units of a sku. */
    record Line(String sku, long quantity) {}

    /** What is wanted. */
    enum Kind {
        RECEIPT,
        RETURN,
        ADJUSTMENT,
        /** A movement of no units, which must be refused. */
        BAD_MOVEMENT,
        RESERVE,
        /** A reservation of no units, which must be refused. */
        BAD_RESERVE,
        /**
         * Something else under the id of a reservation that was answered, which must be refused.
         */
        OTHER_RESERVE,
        CONFIRM,
        RELEASE,
        /** A transaction with a basket. */
        ORDER,
        /** Tells that a transaction was honest, which settles an order under review. */
        HONEST,
        /** Tells that a transaction was fraud. */
        FRAUD;

        /** Whether it is a movement of stock that counts. */
        boolean isMovement() {
            return this == RECEIPT || this == RETURN || this == ADJUSTMENT;
        }

        /** Whether it must be refused, and change nothing. */
        boolean isBad() {
            return this == BAD_MOVEMENT || this == BAD_RESERVE || this == OTHER_RESERVE;
        }

        /** Whether it is about a reservation of a caller. */
        boolean isReservation() {
            return this == RESERVE || this == CONFIRM || this == RELEASE || this == OTHER_RESERVE;
        }
    }

    Operation {
        lines = List.copyOf(lines);
    }
}
