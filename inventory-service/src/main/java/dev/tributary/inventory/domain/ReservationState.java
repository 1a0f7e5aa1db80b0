package dev.tributary.inventory.domain;

/** What is known under a reservation's id. */
public sealed interface ReservationState permits Reservation, JudgedOrder {
    /** The reservation. */
    ReservationId id();
}
