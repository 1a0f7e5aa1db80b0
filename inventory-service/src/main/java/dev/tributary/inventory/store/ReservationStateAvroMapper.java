package dev.tributary.inventory.store;

import dev.tributary.inventory.domain.FraudDecision;
import dev.tributary.inventory.domain.JudgedOrder;
import dev.tributary.inventory.domain.Judgement;
import dev.tributary.inventory.domain.Reservation;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.ReservationLine;
import dev.tributary.inventory.domain.ReservationState;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.schemas.inventory.state.JudgedDecision;
import dev.tributary.schemas.inventory.state.KeptLine;
import dev.tributary.schemas.inventory.state.KeptLineStatus;
import dev.tributary.schemas.inventory.state.KeptReservation;
import dev.tributary.schemas.inventory.state.KeptStatus;

import org.jspecify.annotations.Nullable;

import java.util.Objects;

/**
 * What is known of a reservation, as it is kept. Both ways throw {@link IllegalStateException}
 * where a later version of the service has kept what this one does not know.
 */
final class ReservationStateAvroMapper {
    private ReservationStateAvroMapper() {}

    static dev.tributary.schemas.inventory.state.ReservationState toAvro(ReservationState state) {
        return switch (state) {
            case JudgedOrder it ->
                    new dev.tributary.schemas.inventory.state.ReservationState(
                            toAvro(it.judgement()), it.at(), null);
            case Reservation it ->
                    new dev.tributary.schemas.inventory.state.ReservationState(
                            toAvro(it.judgement()), null, toAvro(it));
        };
    }

    private static dev.tributary.schemas.inventory.state.@Nullable Judgement toAvro(
            @Nullable Judgement judgement) {
        if (judgement == null) {
            return null;
        }
        JudgedDecision decision =
                switch (judgement.decision()) {
                    case APPROVE -> JudgedDecision.APPROVE;
                    case REVIEW -> JudgedDecision.REVIEW;
                    case BLOCK -> JudgedDecision.BLOCK;
                };
        return new dev.tributary.schemas.inventory.state.Judgement(
                decision, judgement.resolved(), judgement.fingerprint());
    }

    private static KeptReservation toAvro(Reservation reservation) {
        return new KeptReservation(
                reservation.fingerprint(),
                reservation.lines().stream().map(ReservationStateAvroMapper::toAvro).toList(),
                switch (reservation.status()) {
                    case PENDING -> KeptStatus.PENDING;
                    case RESERVED -> KeptStatus.RESERVED;
                    case HELD -> KeptStatus.HELD;
                    case CONFIRMED -> KeptStatus.CONFIRMED;
                    case REJECTED -> KeptStatus.REJECTED;
                    case RELEASED -> KeptStatus.RELEASED;
                    case EXPIRED -> KeptStatus.EXPIRED;
                },
                reservation.requestedAt(),
                reservation.expiresAt(),
                reservation.reservedAt(),
                reservation.closedAt(),
                reservation.customerId());
    }

    private static KeptLine toAvro(ReservationLine line) {
        return new KeptLine(
                line.sku().value(),
                line.quantity(),
                switch (line.status()) {
                    case PENDING -> KeptLineStatus.PENDING;
                    case HELD -> KeptLineStatus.HELD;
                    case SHORT -> KeptLineStatus.SHORT;
                },
                line.availableWhenShort());
    }

    static ReservationState toDomain(
            ReservationId id, dev.tributary.schemas.inventory.state.ReservationState state) {
        Judgement judgement = toDomain(id, state.getJudgement());
        KeptReservation kept = state.getReservation();
        if (kept == null) {
            return new JudgedOrder(
                    id,
                    Objects.requireNonNull(judgement, "there is one or the other"),
                    Objects.requireNonNull(state.getJudgedAt(), "a judgement has its time"));
        }
        return new Reservation(
                id,
                kept.getFingerprint(),
                kept.getLines().stream().map(line -> toDomain(id, line)).toList(),
                switch (kept.getStatus()) {
                    case PENDING -> ReservationStatus.PENDING;
                    case RESERVED -> ReservationStatus.RESERVED;
                    case HELD -> ReservationStatus.HELD;
                    case CONFIRMED -> ReservationStatus.CONFIRMED;
                    case REJECTED -> ReservationStatus.REJECTED;
                    case RELEASED -> ReservationStatus.RELEASED;
                    case EXPIRED -> ReservationStatus.EXPIRED;
                    case UNKNOWN -> throw unknown("status", id);
                },
                kept.getRequestedAt(),
                kept.getExpiresAt(),
                kept.getReservedAt(),
                kept.getClosedAt(),
                judgement,
                kept.getCustomerId());
    }

    private static ReservationLine toDomain(ReservationId id, KeptLine line) {
        return new ReservationLine(
                new Sku(line.getSku()),
                line.getQuantity(),
                switch (line.getStatus()) {
                    case PENDING -> ReservationLine.Status.PENDING;
                    case HELD -> ReservationLine.Status.HELD;
                    case SHORT -> ReservationLine.Status.SHORT;
                    case UNKNOWN -> throw unknown("status of a line", id);
                },
                line.getAvailableWhenShort());
    }

    private static @Nullable Judgement toDomain(
            ReservationId id, dev.tributary.schemas.inventory.state.@Nullable Judgement judgement) {
        return judgement == null
                ? null
                : new Judgement(
                        switch (judgement.getDecision()) {
                            case APPROVE -> FraudDecision.APPROVE;
                            case REVIEW -> FraudDecision.REVIEW;
                            case BLOCK -> FraudDecision.BLOCK;
                            case UNKNOWN -> throw unknown("decision", id);
                        },
                        judgement.getResolved(),
                        judgement.getFingerprint());
    }

    private static IllegalStateException unknown(String what, ReservationId id) {
        return new IllegalStateException("no " + what + " of " + id);
    }
}
