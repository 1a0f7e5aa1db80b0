package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.ReservationId.Origin;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A basket that was asked for. Times are event times.
 *
 * @param fingerprint of the body that came first
 * @param lines each sku once, as many as {@link ReservationSettings#linesMax} at most
 * @param expiresAt until when stock is kept; at that time it is given back
 * @param reservedAt when every line was held; absent before, and where that never came to be
 * @param closedAt when it came to its end; absent while it is open
 * @param judgement whether an order may be sold, as far as it is known; what comes after its end is
 *     not kept
 * @param customerId whose order it is; absent where nobody knows
 */
public record Reservation(
        ReservationId id,
        String fingerprint,
        List<ReservationLine> lines,
        ReservationStatus status,
        Instant requestedAt,
        Instant expiresAt,
        @Nullable Instant reservedAt,
        @Nullable Instant closedAt,
        @Nullable Judgement judgement,
        @Nullable String customerId)
        implements ReservationState {
    public Reservation {
        lines = List.copyOf(lines);
        boolean judged = judgement != null || status == ReservationStatus.HELD;
        if (status.isOpen() != (closedAt == null)
                || (judged && id.origin() != Origin.ORDER)
                || lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "no reservation: %s %s, closed at %s, %s, %s"
                            .formatted(id, status, closedAt, judgement, lines));
        }
    }

    static Reservation pending(ReservationId id, ReservationInput.Reserve reserve, Basket basket) {
        return new Reservation(
                id,
                reserve.fingerprint(),
                basket.lines().stream().map(ReservationLine::wanted).toList(),
                ReservationStatus.PENDING,
                reserve.at(),
                reserve.at().plus(reserve.ttl()),
                null,
                null,
                null,
                reserve.customerId());
    }

    /** Whether it is to expire at that time: at its edge it is. */
    public boolean isDue(Instant at) {
        return status.isOpen() && !expiresAt.isAfter(at);
    }

    boolean has(Sku sku) {
        return lines.stream().anyMatch(line -> line.sku().equals(sku));
    }

    boolean hasLine(ReservationLine.Status wanted) {
        return lines.stream().anyMatch(line -> line.status() == wanted);
    }

    Reservation answered(ReservationInput.LineAnswer answer) {
        List<ReservationLine> after = lines.stream().map(line -> line.answered(answer)).toList();
        return after.equals(lines)
                ? this
                : new Reservation(
                        id,
                        fingerprint,
                        after,
                        status,
                        requestedAt,
                        expiresAt,
                        reservedAt,
                        closedAt,
                        judgement,
                        customerId);
    }

    /** With a judgement, and more time where it asks for a review. */
    Reservation judged(Judgement after, Duration reviewHold) {
        boolean review = after.decision() == FraudDecision.REVIEW;
        return new Reservation(
                id,
                fingerprint,
                lines,
                status,
                requestedAt,
                review ? expiresAt.plus(reviewHold) : expiresAt,
                reservedAt,
                closedAt,
                after,
                customerId);
    }

    Reservation waiting(ReservationStatus next, Instant at) {
        return new Reservation(
                id,
                fingerprint,
                lines,
                next,
                requestedAt,
                expiresAt,
                reservedAt == null ? at : reservedAt,
                null,
                judgement,
                customerId);
    }

    Reservation closed(ReservationStatus end, Instant at) {
        boolean held = lines.stream().allMatch(it -> it.status() == ReservationLine.Status.HELD);
        return new Reservation(
                id,
                fingerprint,
                lines,
                end,
                requestedAt,
                expiresAt,
                reservedAt == null && held ? at : reservedAt,
                at,
                judgement,
                customerId);
    }
}
