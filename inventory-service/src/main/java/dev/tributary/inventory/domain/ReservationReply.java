package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

/** What to answer to whoever told a reservation something. */
public sealed interface ReservationReply {
    /** It changed something. The state says what. */
    record Accepted() implements ReservationReply {}

    /** It changes nothing, because it is already so. */
    record Repeat() implements ReservationReply {}

    /**
     * It stands against what is. It changes nothing, but that a reservation which was due expires.
     *
     * @param status where the reservation stands; absent where there is none
     */
    record Conflict(Cause cause, @Nullable ReservationStatus status) implements ReservationReply {}

    /** There can be no such reservation. */
    record Refused(ReservationFault fault) implements ReservationReply {}

    /** Nothing is known of the reservation. */
    record Unknown() implements ReservationReply {}

    /** What stands against it. */
    enum Cause {
        /** Something else was reserved under this id, or judged. */
        ANOTHER_BODY,
        /** Where the reservation stands. */
        STATUS,
        /** It is not yet time. */
        NOT_DUE,
        /** The reservation has no such line. */
        NO_SUCH_LINE,
        /** A caller's reservation has no verdict, and an order is not for callers to decide. */
        ORIGIN
    }
}
