package dev.tributary.inventory.domain;

/** Why there can be no such reservation. */
public enum ReservationFault {
    /** It has no line. */
    NO_LINES,
    /** It has more lines than {@link ReservationSettings#linesMax}. */
    TOO_MANY_LINES,
    /** A sku is wanted more often than {@link ReservationSettings#quantityMax}. */
    QUANTITY,
    /** It would last longer than {@link ReservationSettings#ttlMax}. */
    TTL
}
