package dev.tributary.inventory.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** A reservation of which nothing is known yet but that it is in the log. */
@Schema(name = "PendingReservation")
record PendingReservation(
        String reservationId, @Schema(allowableValues = "PENDING") String status) {
    static PendingReservation of(String reservationId) {
        return new PendingReservation(reservationId, "PENDING");
    }
}
