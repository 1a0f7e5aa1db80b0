package dev.tributary.inventory.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.schemas.inventory.Reservation;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** A reservation as callers see it. */
@Schema(name = "Reservation", description = "Stock that is kept for somebody: all lines or none.")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ReservationDocument(
        String reservationId,
        @Schema(
                        description = "Where it stands.",
                        allowableValues = {
                            "PENDING",
                            "RESERVED",
                            "CONFIRMED",
                            "REJECTED",
                            "RELEASED",
                            "EXPIRED"
                        })
                String status,
        List<LineDocument> lines,
        @Schema(description = "When it was asked for.") Instant requestedAt,
        @Schema(description = "Until when stock is kept.") Instant expiresAt,
        @Schema(description = "When it came to its end; absent while it is open.")
                @Nullable Instant closedAt) {
    static ReservationDocument of(String reservationId, Reservation reservation) {
        return new ReservationDocument(
                reservationId,
                reservation.getStatus().name(),
                lines(reservation),
                reservation.getRequestedAt(),
                reservation.getExpiresAt(),
                reservation.getClosedAt());
    }

    static List<LineDocument> lines(Reservation reservation) {
        return reservation.getLines().stream()
                .map(it ->
                        new LineDocument(
                                it.getSku(),
                                it.getQuantity(),
                                it.getStatus().name(),
                                it.getAvailable()))
                .toList();
    }
}
