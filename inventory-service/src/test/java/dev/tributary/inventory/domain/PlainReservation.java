package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.ReservationId.Origin;
import dev.tributary.inventory.domain.ReservationInput.Confirm;
import dev.tributary.inventory.domain.ReservationInput.Expire;
import dev.tributary.inventory.domain.ReservationInput.LineHeld;
import dev.tributary.inventory.domain.ReservationInput.LineShort;
import dev.tributary.inventory.domain.ReservationInput.Release;
import dev.tributary.inventory.domain.ReservationInput.Reserve;
import dev.tributary.inventory.domain.ReservationInput.Resolved;
import dev.tributary.inventory.domain.ReservationInput.VerdictGiven;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Where a reservation must stand: by the facts heard of so far, and by what ended it first. */
final class PlainReservation {
    private final Duration reviewHold;
    private final boolean order;
    private final Map<Sku, Boolean> held = new HashMap<>();
    private final Map<Sku, Long> quantities = new HashMap<>();
    private Reserve body;
    private VerdictGiven verdict;
    private FraudDecision resolution;
    private boolean reviewed;
    private ReservationStatus end;

    PlainReservation(ReservationId id, Duration reviewHold) {
        this.order = id.origin() == Origin.ORDER;
        this.reviewHold = reviewHold;
    }

    void hear(ReservationInput input) {
        if (end != null) {
            return;
        }
        switch (input) {
            case Reserve it -> place(it);
            case LineHeld it -> held.putIfAbsent(it.sku(), true);
            case LineShort it -> held.putIfAbsent(it.sku(), false);
            case VerdictGiven it -> judge(it);
            case Resolved it -> resolution = FraudDecision.valueOf(it.resolution().name());
            case Confirm it ->
                    end(
                            body != null && allHeld(),
                            body == null || it.at().isBefore(expiry())
                                    ? ReservationStatus.CONFIRMED
                                    : ReservationStatus.EXPIRED);
            case Release it -> end(body != null, ReservationStatus.RELEASED);
            case Expire it ->
                    end(body != null && !it.at().isBefore(expiry()), ReservationStatus.EXPIRED);
        }
        if (body != null) {
            FraudDecision decision = decision();
            reviewed |= decision == FraudDecision.REVIEW;
            end(decision == FraudDecision.BLOCK, ReservationStatus.RELEASED);
            end(allAnswered() && !allHeld(), ReservationStatus.REJECTED);
            end(decision == FraudDecision.APPROVE && allHeld(), ReservationStatus.CONFIRMED);
        }
    }

    /** Null where nothing was reserved. */
    ReservationStatus status() {
        if (body == null || end != null) {
            return end;
        }
        if (!allHeld()) {
            return ReservationStatus.PENDING;
        }
        return decision() == FraudDecision.REVIEW
                ? ReservationStatus.HELD
                : ReservationStatus.RESERVED;
    }

    Instant expiry() {
        Instant expiry = body.at().plus(body.ttl());
        return reviewed ? expiry.plus(reviewHold) : expiry;
    }

    Map<Sku, Long> quantities() {
        return quantities;
    }

    private void place(Reserve reserve) {
        if (body == null) {
            body = reserve;
            verdict = verdict == null || isOfBody(verdict) ? verdict : null;
            reserve.lines()
                    .forEach(line -> quantities.merge(line.sku(), line.quantity(), Long::sum));
        }
    }

    private void judge(VerdictGiven given) {
        if (verdict == null && (body == null || isOfBody(given))) {
            verdict = given;
        }
    }

    private boolean isOfBody(VerdictGiven given) {
        return given.fingerprint().equals(body.fingerprint());
    }

    private void end(boolean condition, ReservationStatus status) {
        end = condition && end == null ? status : end;
    }

    private FraudDecision decision() {
        if (!order) {
            return null;
        }
        if (resolution != null) {
            return resolution;
        }
        return verdict == null ? null : verdict.decision();
    }

    private boolean allAnswered() {
        return held.size() == quantities.size();
    }

    private boolean allHeld() {
        return allAnswered() && !held.containsValue(false);
    }
}
