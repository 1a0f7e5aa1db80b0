package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.LineStatus;
import dev.tributary.inventory.domain.Reservation;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationLine;
import dev.tributary.inventory.domain.ReservationReply;
import dev.tributary.inventory.domain.ReservationReply.Accepted;
import dev.tributary.inventory.domain.ReservationReply.Conflict;
import dev.tributary.inventory.domain.ReservationReply.Refused;
import dev.tributary.inventory.domain.ReservationReply.Repeat;
import dev.tributary.inventory.domain.ReservationReply.Unknown;
import dev.tributary.schemas.inventory.ReservationAnswer;
import dev.tributary.schemas.inventory.ReservationLineStatus;
import dev.tributary.schemas.inventory.ReservationOutcome;
import dev.tributary.schemas.inventory.ReservationStatus;
import dev.tributary.schemas.inventory.ReservationUpdate;

import org.jspecify.annotations.Nullable;

/** What callers are told of their reservations. */
final class ReservationAvroMapper {
    private ReservationAvroMapper() {}

    /**
     * @param commandId the request that is answered; null where nobody asked
     */
    static ReservationUpdate update(
            ReservationId id,
            @Nullable String commandId,
            ReservationReply reply,
            @Nullable Reservation reservation) {
        return new ReservationUpdate(
                id.name(),
                commandId == null ? null : answer(commandId, reply),
                reservation == null ? null : reservation(reservation));
    }

    private static ReservationAnswer answer(String commandId, ReservationReply reply) {
        return switch (reply) {
            case Accepted it -> new ReservationAnswer(commandId, ReservationOutcome.ACCEPTED, null);
            case Repeat it -> new ReservationAnswer(commandId, ReservationOutcome.REPEATED, null);
            case Conflict it ->
                    new ReservationAnswer(
                            commandId, ReservationOutcome.CONFLICT, it.cause().name());
            case Refused it ->
                    new ReservationAnswer(commandId, ReservationOutcome.REFUSED, it.fault().name());
            case Unknown it -> new ReservationAnswer(commandId, ReservationOutcome.NOT_FOUND, null);
        };
    }

    private static dev.tributary.schemas.inventory.Reservation reservation(
            Reservation reservation) {
        return new dev.tributary.schemas.inventory.Reservation(
                switch (reservation.status()) {
                    case PENDING -> ReservationStatus.PENDING;
                    // Only orders are held for a review.
                    case RESERVED, HELD -> ReservationStatus.RESERVED;
                    case CONFIRMED -> ReservationStatus.CONFIRMED;
                    case REJECTED -> ReservationStatus.REJECTED;
                    case RELEASED -> ReservationStatus.RELEASED;
                    case EXPIRED -> ReservationStatus.EXPIRED;
                },
                reservation.lines().stream().map(line -> line(reservation, line)).toList(),
                reservation.requestedAt(),
                reservation.expiresAt(),
                reservation.closedAt());
    }

    private static dev.tributary.schemas.inventory.ReservationLine line(
            Reservation reservation, ReservationLine line) {
        LineStatus status = LineStatus.of(line, reservation.status());
        return new dev.tributary.schemas.inventory.ReservationLine(
                line.sku().value(),
                line.quantity(),
                switch (status) {
                    case PENDING -> ReservationLineStatus.PENDING;
                    case HELD -> ReservationLineStatus.HELD;
                    case SHORT -> ReservationLineStatus.SHORT;
                    case CONFIRMED -> ReservationLineStatus.CONFIRMED;
                    case RELEASED -> ReservationLineStatus.RELEASED;
                },
                status == LineStatus.SHORT ? line.availableWhenShort() : null);
    }
}
