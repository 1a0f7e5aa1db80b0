package dev.tributary.inventory.domain;

import java.util.Locale;

/**
 * Identity of a reservation: the same id again is the same reservation. The names of orders and
 * those that callers choose never meet, so that no caller can confirm or release the order of a
 * transaction by naming it.
 *
 * @param origin who reserves
 * @param name 1 to 64 characters: what the caller chose, or the transactionId of the order
 */
public record ReservationId(Origin origin, String name) {
    private static final char SEPARATOR = ':';

    /** Who reserves, and so who may confirm. */
    public enum Origin {
        /** A caller, who confirms or releases what was reserved. */
        API,
        /** A transaction with line items; its verdict confirms or releases. */
        ORDER;

        private final String prefix = name().toLowerCase(Locale.ROOT) + SEPARATOR;
    }

    public ReservationId {
        Identifier.checked("reservationId", name);
    }

    /** What a caller reserves under a name of its own. */
    public static ReservationId ofApi(String name) {
        return new ReservationId(Origin.API, name);
    }

    /** What the transaction reserves. */
    public static ReservationId ofOrder(String transactionId) {
        return new ReservationId(Origin.ORDER, transactionId);
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws IllegalArgumentException if the text is none
     */
    public static ReservationId parse(String text) {
        for (Origin origin : Origin.values()) {
            if (text.startsWith(origin.prefix)) {
                return new ReservationId(origin, text.substring(origin.prefix.length()));
            }
        }
        throw new IllegalArgumentException("no reservationId: " + text);
    }

    /** Origin and name in one text, by which a reservation is kept. */
    @Override
    public String toString() {
        return origin.prefix + name;
    }
}
