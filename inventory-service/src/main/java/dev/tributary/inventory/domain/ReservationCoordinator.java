package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.HoldCommand.CommitHold;
import dev.tributary.inventory.domain.HoldCommand.HoldStock;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.ReservationId.Origin;
import dev.tributary.inventory.domain.ReservationInput.Confirm;
import dev.tributary.inventory.domain.ReservationInput.Expire;
import dev.tributary.inventory.domain.ReservationInput.Judged;
import dev.tributary.inventory.domain.ReservationInput.LineAnswer;
import dev.tributary.inventory.domain.ReservationInput.LineHeld;
import dev.tributary.inventory.domain.ReservationInput.LineShort;
import dev.tributary.inventory.domain.ReservationInput.Release;
import dev.tributary.inventory.domain.ReservationInput.Reserve;
import dev.tributary.inventory.domain.ReservationReply.Accepted;
import dev.tributary.inventory.domain.ReservationReply.Cause;
import dev.tributary.inventory.domain.ReservationReply.Conflict;
import dev.tributary.inventory.domain.ReservationReply.Refused;
import dev.tributary.inventory.domain.ReservationReply.Repeat;
import dev.tributary.inventory.domain.ReservationReply.Unknown;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides what becomes of a basket: all of its lines are sold, or none. A pure function of what is
 * known under the reservation's id, of what it is told, and of the settings.
 *
 * <p>It asks every line's stock at once and waits for all answers, so that a rejection names every
 * line that fell short. A caller confirms or releases what it reserved. An order is confirmed when
 * it is approved and all lines are held, whichever comes first; it waits without a verdict or under
 * review; it is given back when it is blocked, at once. Whatever is open is given back when it
 * expires. What is due is expired by a record, never by looking at a clock; a caller who confirms
 * after that time is too late, whether or not that record has come.
 *
 * <p>What the stock is told follows from where the reservation stands, and an input that comes
 * again tells it again: what was lost between deciding and sending is made good by the repeat. The
 * stock knows its commands again, so that is harmless. Only an answer that comes after the end, for
 * a line that had not answered, tells nothing: the end has told the stock all.
 *
 * <p>Delivery: inputs of one sender in their order, senders in any order, each at least once. The
 * commands of one reservation to one sku must keep their order for a reservation to be held at all;
 * out of order it would be refused, not sold twice. Nothing is thrown for any input.
 */
public final class ReservationCoordinator {
    private final ReservationSettings settings;

    public ReservationCoordinator(ReservationSettings settings) {
        this.settings = settings;
    }

    /**
     * Decides.
     *
     * @param state what is known under the id, if anything
     */
    public ReservationDecision decide(
            ReservationId id, @Nullable ReservationState state, ReservationInput input) {
        if (state != null && !state.id().equals(id)) {
            throw new IllegalArgumentException(state + " is not known of " + id);
        }
        if (!isFor(id.origin(), input)) {
            return still(state, new Conflict(Cause.ORIGIN, status(state)));
        }
        return switch (state) {
            case null -> first(id, null, input);
            case JudgedOrder it -> first(id, it, input);
            case Reservation it -> next(it, input);
        };
    }

    private static boolean isFor(Origin origin, ReservationInput input) {
        return switch (input) {
            case Confirm it -> origin == Origin.API;
            case Release it -> origin == Origin.API;
            case Judged it -> origin == Origin.ORDER;
            case Reserve it -> true;
            case LineAnswer it -> true;
            case Expire it -> true;
        };
    }

    private static @Nullable ReservationStatus status(@Nullable ReservationState state) {
        return state instanceof Reservation it ? it.status() : null;
    }

    private ReservationDecision first(
            ReservationId id, @Nullable JudgedOrder judged, ReservationInput input) {
        return switch (input) {
            case Reserve it -> place(id, judged, it);
            case Judged it -> remember(id, judged, it);
            // Nobody will ever want what this line holds.
            case LineHeld it ->
                    new ReservationDecision(
                            judged,
                            List.of(new SkuCommand(it.sku(), new ReleaseHold(id))),
                            new Unknown());
            case LineShort it -> still(judged, new Unknown());
            case Confirm it -> still(judged, new Unknown());
            case Release it -> still(judged, new Unknown());
            case Expire it -> still(judged, new Unknown());
        };
    }

    private ReservationDecision place(
            ReservationId id, @Nullable JudgedOrder judged, Reserve reserve) {
        if (reserve.ttl().compareTo(settings.ttlMax()) > 0) {
            return still(judged, new Refused(ReservationFault.TTL));
        }
        return switch (Basket.of(reserve.lines(), settings)) {
            case Basket.Outcome.Refused it -> still(judged, new Refused(it.fault()));
            case Basket.Outcome.Filled it -> {
                Reservation pending = Reservation.pending(id, reserve, it.basket());
                Reservation known =
                        judged != null && judged.judgement().isOf(pending.fingerprint())
                                ? pending.judged(judged.judgement(), settings.reviewHold())
                                : pending;
                Reservation after = settled(known, reserve.at());
                // Blocked before it asked for anything, it has nothing to give back.
                yield new ReservationDecision(
                        after,
                        after.status().isOpen() ? standing(after).toList() : List.of(),
                        new Accepted());
            }
        };
    }

    private static ReservationDecision remember(
            ReservationId id, @Nullable JudgedOrder judged, Judged input) {
        if (judged == null) {
            return still(new JudgedOrder(id, input.judgement(), input.at()), new Accepted());
        }
        Judgement after = input.judgement().after(judged.judgement());
        return after.equals(judged.judgement())
                ? still(judged, new Repeat())
                : still(new JudgedOrder(id, after, input.at()), new Accepted());
    }

    private ReservationDecision next(Reservation before, ReservationInput input) {
        return switch (input) {
            case Reserve it -> reserveAgain(before, it);
            case LineAnswer it -> answer(before, it);
            case Confirm it -> confirm(before, it);
            case Release it -> release(before, it);
            case Expire it -> expire(before, it);
            case Judged it -> judge(before, it);
        };
    }

    private static ReservationDecision reserveAgain(Reservation before, Reserve input) {
        return before.fingerprint().equals(input.fingerprint())
                ? new ReservationDecision(before, standing(before).toList(), new Repeat())
                : still(before, new Conflict(Cause.ANOTHER_BODY, before.status()));
    }

    private static ReservationDecision answer(Reservation before, LineAnswer input) {
        if (!before.has(input.sku())) {
            return still(before, new Conflict(Cause.NO_SUCH_LINE, before.status()));
        }
        Reservation after = before.answered(input);
        if (after.equals(before)) {
            return repeat(before);
        }
        return before.status().isOpen()
                ? accept(before, settled(after, input.at()))
                : still(before, new Repeat());
    }

    private static ReservationDecision confirm(Reservation before, Confirm input) {
        return switch (before.status()) {
            case RESERVED ->
                    before.isDue(input.at())
                            ? tooLate(before.closed(ReservationStatus.EXPIRED, input.at()))
                            : accept(
                                    before, before.closed(ReservationStatus.CONFIRMED, input.at()));
            case CONFIRMED -> repeat(before);
            case EXPIRED -> tooLate(before);
            case PENDING, HELD, REJECTED, RELEASED -> conflict(before);
        };
    }

    /**
     * It expires by what comes too late, not only by the record that says so. So this, too, tells
     * the stock again when it comes again.
     */
    private static ReservationDecision tooLate(Reservation expired) {
        return new ReservationDecision(
                expired,
                standing(expired).toList(),
                new Conflict(Cause.STATUS, ReservationStatus.EXPIRED));
    }

    private static ReservationDecision release(Reservation before, Release input) {
        return switch (before.status()) {
            case PENDING, RESERVED, HELD ->
                    accept(before, before.closed(ReservationStatus.RELEASED, input.at()));
            case REJECTED, RELEASED, EXPIRED -> repeat(before);
            case CONFIRMED -> conflict(before);
        };
    }

    private static ReservationDecision expire(Reservation before, Expire input) {
        if (!before.status().isOpen()) {
            return repeat(before);
        }
        return before.isDue(input.at())
                ? accept(before, before.closed(ReservationStatus.EXPIRED, input.at()))
                : still(before, new Conflict(Cause.NOT_DUE, before.status()));
    }

    private ReservationDecision judge(Reservation before, Judged input) {
        if (!input.judgement().isOf(before.fingerprint())) {
            return still(before, new Conflict(Cause.ANOTHER_BODY, before.status()));
        }
        if (!before.status().isOpen()) {
            return isAsWanted(before.status(), input.judgement().decision())
                    ? repeat(before)
                    : conflict(before);
        }
        Judgement after = input.judgement().after(before.judgement());
        return after.equals(before.judgement())
                ? repeat(before)
                : accept(before, settled(before.judged(after, settings.reviewHold()), input.at()));
    }

    private static boolean isAsWanted(ReservationStatus end, FraudDecision decision) {
        return switch (decision) {
            case APPROVE -> end == ReservationStatus.CONFIRMED;
            case REVIEW -> true;
            case BLOCK -> end != ReservationStatus.CONFIRMED;
        };
    }

    /** Where an open reservation stands by what is known of it. */
    private static Reservation settled(Reservation known, Instant at) {
        Judgement judgement = known.judgement();
        if (judgement != null && judgement.decision() == FraudDecision.BLOCK) {
            return known.closed(ReservationStatus.RELEASED, at);
        }
        if (known.hasLine(ReservationLine.Status.PENDING)) {
            return known;
        }
        if (known.hasLine(ReservationLine.Status.SHORT)) {
            return known.closed(ReservationStatus.REJECTED, at);
        }
        if (judgement == null) {
            return known.waiting(ReservationStatus.RESERVED, at);
        }
        return judgement.decision() == FraudDecision.REVIEW
                ? known.waiting(ReservationStatus.HELD, at)
                : known.closed(ReservationStatus.CONFIRMED, at);
    }

    /** What the stock must have been told for a reservation to stand where it stands. */
    private static Stream<SkuCommand> standing(Reservation reservation) {
        ReservationId id = reservation.id();
        return switch (reservation.status()) {
            case PENDING ->
                    commands(
                            reservation,
                            line -> line.status() == ReservationLine.Status.PENDING,
                            line -> new HoldStock(id, line.quantity()));
            case RESERVED, HELD -> Stream.empty();
            case CONFIRMED -> commands(reservation, line -> true, line -> new CommitHold(id));
            // A line that has not answered may be held by now, or soon.
            case REJECTED, RELEASED, EXPIRED ->
                    commands(
                            reservation,
                            line -> line.status() != ReservationLine.Status.SHORT,
                            line -> new ReleaseHold(id));
        };
    }

    private static Stream<SkuCommand> commands(
            Reservation reservation,
            Predicate<ReservationLine> to,
            Function<ReservationLine, HoldCommand> command) {
        return reservation.lines().stream()
                .filter(to)
                .map(line -> new SkuCommand(line.sku(), command.apply(line)));
    }

    private static ReservationDecision accept(Reservation before, Reservation after) {
        return new ReservationDecision(
                after,
                after.status() == before.status() ? List.of() : standing(after).toList(),
                new Accepted());
    }

    private static ReservationDecision repeat(Reservation reservation) {
        // Lines that have not answered were asked by the first input, which comes again by itself.
        return new ReservationDecision(
                reservation,
                reservation.status().isOpen() ? List.of() : standing(reservation).toList(),
                new Repeat());
    }

    private static ReservationDecision conflict(Reservation reservation) {
        return still(reservation, new Conflict(Cause.STATUS, reservation.status()));
    }

    private static ReservationDecision still(
            @Nullable ReservationState state, ReservationReply reply) {
        return new ReservationDecision(state, List.of(), reply);
    }
}
