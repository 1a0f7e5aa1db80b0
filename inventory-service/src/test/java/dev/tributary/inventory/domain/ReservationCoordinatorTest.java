package dev.tributary.inventory.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.inventory.domain.HoldCommand.CommitHold;
import dev.tributary.inventory.domain.HoldCommand.HoldStock;
import dev.tributary.inventory.domain.HoldCommand.ReleaseHold;
import dev.tributary.inventory.domain.ReservationInput.Confirm;
import dev.tributary.inventory.domain.ReservationInput.Expire;
import dev.tributary.inventory.domain.ReservationInput.LineHeld;
import dev.tributary.inventory.domain.ReservationInput.LineShort;
import dev.tributary.inventory.domain.ReservationInput.Release;
import dev.tributary.inventory.domain.ReservationInput.Reserve;
import dev.tributary.inventory.domain.ReservationInput.Resolved;
import dev.tributary.inventory.domain.ReservationInput.Resolved.Resolution;
import dev.tributary.inventory.domain.ReservationInput.VerdictGiven;
import dev.tributary.inventory.domain.ReservationReply.Accepted;
import dev.tributary.inventory.domain.ReservationReply.Cause;
import dev.tributary.inventory.domain.ReservationReply.Conflict;
import dev.tributary.inventory.domain.ReservationReply.Refused;
import dev.tributary.inventory.domain.ReservationReply.Repeat;
import dev.tributary.inventory.domain.ReservationReply.Unknown;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class ReservationCoordinatorTest {
    private static final String BODY = "body";
    private static final String CUSTOMER = "u-9";
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");
    private static final Instant LATER = NOON.plusSeconds(1);
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Instant EDGE = NOON.plus(TTL);
    private static final Duration REVIEW_HOLD = Duration.ofHours(2);
    private static final Sku A = new Sku("a");
    private static final Sku B = new Sku("b");
    private static final ReservationId API = ReservationId.ofApi("r-1");
    private static final ReservationId ORDER = ReservationId.ofOrder("t-1");
    private static final ReservationSettings SETTINGS =
            new ReservationSettings(3, 100, Duration.ofHours(1), REVIEW_HOLD);

    /** A reservation with two lines under way. */
    private static final class Course {
        final ReservationId id;
        private final ReservationCoordinator coordinator = new ReservationCoordinator(SETTINGS);
        private ReservationState state;

        Course(ReservationId id) {
            this.id = id;
        }

        static Course reserved(ReservationId id) {
            Course course = new Course(id);
            course.tell(reserve());
            course.tell(new LineHeld(A, LATER));
            course.tell(new LineHeld(B, LATER));
            return course;
        }

        ReservationDecision tell(ReservationInput input) {
            ReservationDecision decision = coordinator.decide(id, state, input);
            state = decision.state();
            return decision;
        }

        Reservation reservation() {
            return (Reservation) state;
        }

        ReservationStatus status() {
            return reservation().status();
        }

        List<SkuCommand> releases() {
            return List.of(
                    new SkuCommand(A, new ReleaseHold(id)), new SkuCommand(B, new ReleaseHold(id)));
        }

        List<SkuCommand> commits() {
            return List.of(
                    new SkuCommand(A, new CommitHold(id)), new SkuCommand(B, new CommitHold(id)));
        }
    }

    @Test
    void shouldAskEveryStockOnceWhenReserving() {
        Course course = new Course(API);
        ReservationDecision decision =
                course.tell(
                        new Reserve(
                                List.of(line(A, 2), line(B, 1), line(A, 3)),
                                TTL,
                                BODY,
                                CUSTOMER,
                                NOON));
        assertThat(decision.commands())
                .containsExactly(
                        new SkuCommand(A, new HoldStock(API, 5)),
                        new SkuCommand(B, new HoldStock(API, 1)));
        assertThat(decision.reply()).isEqualTo(new Accepted());
        assertThat(course.status()).isEqualTo(ReservationStatus.PENDING);
        assertThat(course.reservation().expiresAt()).isEqualTo(EDGE);
        assertThat(course.reservation().requestedAt()).isEqualTo(NOON);
    }

    @Test
    void shouldReserveWhenEveryLineIsHeld() {
        Course course = new Course(API);
        course.tell(reserve());
        assertThat(course.tell(new LineHeld(B, LATER)).commands()).isEmpty();
        assertThat(course.status()).isEqualTo(ReservationStatus.PENDING);
        assertThat(course.tell(new LineHeld(A, LATER)).commands()).isEmpty();
        assertThat(course.status()).isEqualTo(ReservationStatus.RESERVED);
        assertThat(course.reservation().reservedAt()).isEqualTo(LATER);
        assertThat(course.reservation().closedAt()).isNull();
    }

    @Test
    void shouldNameEveryShortLineWhenRejecting() {
        Course course = new Course(API);
        Sku c = new Sku("c");
        course.tell(
                new Reserve(
                        List.of(line(A, 2), line(B, 1), line(c, 3)), TTL, BODY, CUSTOMER, NOON));
        assertThat(course.tell(new LineShort(A, 1, LATER)).commands()).isEmpty();
        assertThat(course.tell(new LineHeld(B, LATER)).commands()).isEmpty();
        assertThat(course.status()).isEqualTo(ReservationStatus.PENDING);

        ReservationDecision last = course.tell(new LineShort(c, 2, LATER));
        assertThat(last.commands()).containsExactly(new SkuCommand(B, new ReleaseHold(API)));
        assertThat(course.status()).isEqualTo(ReservationStatus.REJECTED);
        assertThat(course.reservation().closedAt()).isEqualTo(LATER);
        assertThat(course.reservation().reservedAt()).isNull();
        assertThat(course.reservation().lines())
                .containsExactly(
                        new ReservationLine(A, 2, ReservationLine.Status.SHORT, 1),
                        new ReservationLine(B, 1, ReservationLine.Status.HELD, 0),
                        new ReservationLine(c, 3, ReservationLine.Status.SHORT, 2));
    }

    @Test
    void shouldKeepTheFirstAnswerWhenALineAnswersTwice() {
        Course course = new Course(API);
        course.tell(reserve());
        course.tell(new LineHeld(A, LATER));
        assertThat(course.tell(new LineShort(A, 0, LATER)).reply()).isEqualTo(new Repeat());
        assertThat(course.tell(new LineHeld(A, LATER)).reply()).isEqualTo(new Repeat());
        assertThat(course.status()).isEqualTo(ReservationStatus.PENDING);
        assertThat(course.tell(new LineHeld(new Sku("other"), LATER)).reply())
                .isEqualTo(new Conflict(Cause.NO_SUCH_LINE, ReservationStatus.PENDING));
    }

    @Test
    void shouldRefuseWhenThereCanBeNoSuchReservation() {
        Course course = new Course(API);
        assertThat(course.tell(new Reserve(List.of(), TTL, BODY, CUSTOMER, NOON)))
                .isEqualTo(
                        new ReservationDecision(
                                null, List.of(), new Refused(ReservationFault.NO_LINES)));
        assertThat(
                        course.tell(
                                        new Reserve(
                                                List.of(line(A, 1)),
                                                SETTINGS.ttlMax().plusMillis(1),
                                                BODY,
                                                CUSTOMER,
                                                NOON))
                                .reply())
                .isEqualTo(new Refused(ReservationFault.TTL));
        assertThat(
                        course.tell(
                                        new Reserve(
                                                List.of(line(A, 100)),
                                                SETTINGS.ttlMax(),
                                                BODY,
                                                CUSTOMER,
                                                NOON))
                                .reply())
                .isEqualTo(new Accepted());
    }

    @Test
    void shouldTellARepeatWhenReservedAgain() {
        Course course = new Course(API);
        course.tell(reserve());
        course.tell(new LineHeld(A, LATER));
        ReservationDecision again = course.tell(reserve());
        assertThat(again.reply()).isEqualTo(new Repeat());
        // Only who has not answered is asked again.
        assertThat(again.commands()).containsExactly(new SkuCommand(B, new HoldStock(API, 1)));

        assertThat(course.tell(new Reserve(List.of(line(A, 1)), TTL, "other", CUSTOMER, NOON)))
                .isEqualTo(
                        new ReservationDecision(
                                course.state,
                                List.of(),
                                new Conflict(Cause.ANOTHER_BODY, ReservationStatus.PENDING)));
    }

    @Test
    void shouldSellOnceWhenConfirmedTwice() {
        Course course = Course.reserved(API);
        ReservationDecision decision = course.tell(new Confirm(LATER));
        assertThat(decision.reply()).isEqualTo(new Accepted());
        assertThat(decision.commands()).isEqualTo(course.commits());
        assertThat(course.status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(course.reservation().closedAt()).isEqualTo(LATER);

        ReservationState confirmed = course.state;
        ReservationDecision again = course.tell(new Confirm(LATER.plusSeconds(1)));
        assertThat(again.reply()).isEqualTo(new Repeat());
        // Told again, because what was told first may have been lost.
        assertThat(again.commands()).isEqualTo(course.commits());
        assertThat(again.state()).isSameAs(confirmed);
        assertThat(course.tell(new Release(LATER)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.CONFIRMED));
    }

    @Test
    void shouldConflictWhenConfirmedTooEarlyOrTooLate() {
        Course pending = new Course(API);
        assertThat(pending.tell(new Confirm(NOON)).reply()).isEqualTo(new Unknown());
        pending.tell(reserve());
        assertThat(pending.tell(new Confirm(NOON)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.PENDING));

        Course expired = Course.reserved(API);
        expired.tell(new Expire(EDGE));
        assertThat(expired.tell(new Confirm(EDGE)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.EXPIRED));

        Course due = Course.reserved(API);
        ReservationDecision late = due.tell(new Confirm(EDGE));
        assertThat(late.reply()).isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.EXPIRED));
        assertThat(late.commands()).isEqualTo(due.releases());
        assertThat(due.status()).isEqualTo(ReservationStatus.EXPIRED);
        // Told again, because what was told first may have been lost.
        assertThat(due.tell(new Confirm(EDGE)).commands()).isEqualTo(due.releases());
        Course inTime = Course.reserved(API);
        assertThat(inTime.tell(new Confirm(EDGE.minusMillis(1))).reply()).isEqualTo(new Accepted());

        Course released = Course.reserved(API);
        released.tell(new Release(LATER));
        assertThat(released.tell(new Confirm(LATER)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.RELEASED));

        pending.tell(new LineShort(A, 0, LATER));
        pending.tell(new LineHeld(B, LATER));
        assertThat(pending.tell(new Confirm(LATER)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.REJECTED));
        assertThat(pending.tell(new Release(LATER)).reply()).isEqualTo(new Repeat());
    }

    @Test
    void shouldGiveAllBackWhenReleased() {
        Course course = Course.reserved(API);
        assertThat(course.tell(new Release(LATER)).commands()).isEqualTo(course.releases());
        assertThat(course.status()).isEqualTo(ReservationStatus.RELEASED);
        ReservationDecision again = course.tell(new Release(LATER));
        assertThat(again.reply()).isEqualTo(new Repeat());
        assertThat(again.commands()).isEqualTo(course.releases());
    }

    @Test
    void shouldReleaseLinesThatMayBeHeldWhenReleasedWhilePending() {
        Course course = new Course(API);
        course.tell(reserve());
        course.tell(new LineShort(A, 0, LATER));
        assertThat(course.tell(new Release(LATER)).commands())
                .containsExactly(new SkuCommand(B, new ReleaseHold(API)));
        ReservationState released = course.state;

        assertThat(course.tell(new LineHeld(B, LATER)))
                .isEqualTo(new ReservationDecision(released, List.of(), new Repeat()));
    }

    @Test
    void shouldExpireAtTheEdgeAndNotBefore() {
        Course course = Course.reserved(API);
        ReservationState before = course.state;
        assertThat(course.tell(new Expire(EDGE.minusMillis(1))))
                .isEqualTo(
                        new ReservationDecision(
                                before,
                                List.of(),
                                new Conflict(Cause.NOT_DUE, ReservationStatus.RESERVED)));
        assertThat(course.reservation().isDue(EDGE.minusMillis(1))).isFalse();
        assertThat(course.reservation().isDue(EDGE)).isTrue();

        assertThat(course.tell(new Expire(EDGE)).commands()).isEqualTo(course.releases());
        assertThat(course.status()).isEqualTo(ReservationStatus.EXPIRED);
        assertThat(course.reservation().isDue(EDGE)).isFalse();
        assertThat(course.tell(new Expire(EDGE)).reply()).isEqualTo(new Repeat());
    }

    @Test
    void shouldExpireWhatMayBeHeldWhenPending() {
        Course course = new Course(ORDER);
        course.tell(reserve());
        assertThat(course.tell(new Expire(EDGE)).commands()).isEqualTo(course.releases());
        assertThat(course.status()).isEqualTo(ReservationStatus.EXPIRED);
    }

    @Test
    void shouldStayConfirmedWhenTimeGoesBy() {
        Course course = Course.reserved(API);
        course.tell(new Confirm(LATER));
        assertThat(course.tell(new Expire(EDGE)).reply()).isEqualTo(new Repeat());
        assertThat(course.status()).isEqualTo(ReservationStatus.CONFIRMED);
    }

    @Test
    void shouldConfirmAnOrderWhenItIsApprovedLast() {
        Course course = Course.reserved(ORDER);
        assertThat(course.status()).isEqualTo(ReservationStatus.RESERVED);
        assertThat(course.tell(verdict(FraudDecision.APPROVE)).commands())
                .isEqualTo(course.commits());
        assertThat(course.status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(course.tell(verdict(FraudDecision.APPROVE)).reply()).isEqualTo(new Repeat());
        assertThat(course.tell(verdict(FraudDecision.BLOCK)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.CONFIRMED));
        assertThat(course.tell(resolved(Resolution.BLOCK)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.CONFIRMED));
    }

    @Test
    void shouldConfirmAnOrderWhenItsLastLineIsHeldAfterTheVerdict() {
        Course course = new Course(ORDER);
        course.tell(reserve());
        course.tell(new LineHeld(A, LATER));
        assertThat(course.tell(verdict(FraudDecision.APPROVE)).commands()).isEmpty();
        assertThat(course.status()).isEqualTo(ReservationStatus.PENDING);
        assertThat(course.tell(new LineHeld(B, LATER)).commands()).isEqualTo(course.commits());
        assertThat(course.status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(course.reservation().reservedAt()).isEqualTo(LATER);
        // What was lost after the last answer is made good by it.
        assertThat(course.tell(new LineHeld(B, LATER)).commands()).isEqualTo(course.commits());
    }

    @Test
    void shouldNotApplyAVerdictOnAnotherTransactionOfTheSameId() {
        VerdictGiven other = new VerdictGiven(FraudDecision.APPROVE, "another body", LATER);
        Course before = new Course(ORDER);
        before.tell(other);
        before.tell(reserve());
        before.tell(new LineHeld(A, LATER));
        before.tell(new LineHeld(B, LATER));
        assertThat(before.status()).isEqualTo(ReservationStatus.RESERVED);

        assertThat(before.tell(other).reply())
                .isEqualTo(new Conflict(Cause.ANOTHER_BODY, ReservationStatus.RESERVED));
        assertThat(before.status()).isEqualTo(ReservationStatus.RESERVED);
        before.tell(verdict(FraudDecision.BLOCK));
        assertThat(before.status()).isEqualTo(ReservationStatus.RELEASED);

        Course resolved = new Course(ORDER);
        resolved.tell(other);
        resolved.tell(resolved(Resolution.BLOCK));
        resolved.tell(reserve());
        assertThat(resolved.status()).isEqualTo(ReservationStatus.RELEASED);
    }

    @Test
    void shouldApplyAVerdictThatCameBeforeTheOrder() {
        Course approved = new Course(ORDER);
        assertThat(approved.tell(verdict(FraudDecision.APPROVE)))
                .isEqualTo(
                        new ReservationDecision(
                                new JudgedOrder(
                                        ORDER,
                                        new Judgement(FraudDecision.APPROVE, false, BODY),
                                        LATER),
                                List.of(),
                                new Accepted()));
        assertThat(approved.tell(verdict(FraudDecision.BLOCK)).reply()).isEqualTo(new Repeat());
        assertThat(approved.tell(reserve()).commands()).hasSize(2);
        approved.tell(new LineHeld(A, LATER));
        approved.tell(new LineHeld(B, LATER));
        assertThat(approved.status()).isEqualTo(ReservationStatus.CONFIRMED);

        Course blocked = new Course(ORDER);
        blocked.tell(verdict(FraudDecision.BLOCK));
        assertThat(blocked.tell(reserve()).commands()).isEmpty();
        assertThat(blocked.status()).isEqualTo(ReservationStatus.RELEASED);

        Course reviewed = new Course(ORDER);
        reviewed.tell(verdict(FraudDecision.REVIEW));
        reviewed.tell(reserve());
        reviewed.tell(new LineHeld(A, LATER));
        reviewed.tell(new LineHeld(B, LATER));
        assertThat(reviewed.status()).isEqualTo(ReservationStatus.HELD);
        assertThat(reviewed.reservation().expiresAt()).isEqualTo(EDGE.plus(REVIEW_HOLD));
    }

    @Test
    void shouldReleaseAtOnceWhenBlockedBeforeLinesAnswer() {
        Course course = new Course(ORDER);
        course.tell(reserve());
        course.tell(new LineHeld(A, LATER));
        assertThat(course.tell(verdict(FraudDecision.BLOCK)).commands())
                .isEqualTo(course.releases());
        assertThat(course.status()).isEqualTo(ReservationStatus.RELEASED);
        assertThat(course.tell(new LineHeld(B, LATER)).commands()).isEmpty();
        assertThat(course.status()).isEqualTo(ReservationStatus.RELEASED);
        assertThat(course.tell(verdict(FraudDecision.APPROVE)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.RELEASED));
        assertThat(course.tell(verdict(FraudDecision.REVIEW)).reply()).isEqualTo(new Repeat());
    }

    @Test
    void shouldRejectAnApprovedOrderWhenALineIsShort() {
        Course course = new Course(ORDER);
        course.tell(verdict(FraudDecision.APPROVE));
        course.tell(reserve());
        course.tell(new LineHeld(A, LATER));
        assertThat(course.tell(new LineShort(B, 0, LATER)).commands())
                .containsExactly(new SkuCommand(A, new ReleaseHold(ORDER)));
        assertThat(course.status()).isEqualTo(ReservationStatus.REJECTED);
    }

    @Test
    void shouldHoldLongerWhenReviewed() {
        Course course = Course.reserved(ORDER);
        assertThat(course.tell(verdict(FraudDecision.REVIEW)).commands()).isEmpty();
        assertThat(course.status()).isEqualTo(ReservationStatus.HELD);
        assertThat(course.tell(verdict(FraudDecision.REVIEW)).reply()).isEqualTo(new Repeat());
        assertThat(course.tell(verdict(FraudDecision.APPROVE)).reply()).isEqualTo(new Repeat());
        Instant edge = EDGE.plus(REVIEW_HOLD);
        assertThat(course.reservation().expiresAt()).isEqualTo(edge);
        assertThat(course.tell(new Expire(edge.minusMillis(1))).reply())
                .isEqualTo(new Conflict(Cause.NOT_DUE, ReservationStatus.HELD));
        assertThat(course.tell(new Expire(edge)).commands()).isEqualTo(course.releases());
        assertThat(course.status()).isEqualTo(ReservationStatus.EXPIRED);
        assertThat(course.tell(resolved(Resolution.APPROVE)).reply())
                .isEqualTo(new Conflict(Cause.STATUS, ReservationStatus.EXPIRED));
    }

    @Test
    void shouldDoWhatWasResolvedWhenReviewed() {
        Course approved = Course.reserved(ORDER);
        approved.tell(verdict(FraudDecision.REVIEW));
        assertThat(approved.tell(resolved(Resolution.APPROVE)).commands())
                .isEqualTo(approved.commits());
        assertThat(approved.status()).isEqualTo(ReservationStatus.CONFIRMED);
        assertThat(approved.tell(resolved(Resolution.APPROVE)).reply()).isEqualTo(new Repeat());

        Course blocked = Course.reserved(ORDER);
        blocked.tell(verdict(FraudDecision.REVIEW));
        assertThat(blocked.tell(resolved(Resolution.BLOCK)).commands())
                .isEqualTo(blocked.releases());
        assertThat(blocked.status()).isEqualTo(ReservationStatus.RELEASED);
    }

    @Test
    void shouldOutrankTheScorerWhenSomebodyLooked() {
        Course early = new Course(ORDER);
        early.tell(resolved(Resolution.BLOCK));
        early.tell(verdict(FraudDecision.APPROVE));
        early.tell(resolved(Resolution.APPROVE));
        early.tell(resolved(Resolution.BLOCK));
        early.tell(verdict(FraudDecision.APPROVE));
        early.tell(reserve());
        assertThat(early.status()).isEqualTo(ReservationStatus.RELEASED);

        Course late = new Course(ORDER);
        late.tell(reserve());
        late.tell(verdict(FraudDecision.APPROVE));
        assertThat(late.tell(resolved(Resolution.BLOCK)).commands()).isEqualTo(late.releases());
        assertThat(late.status()).isEqualTo(ReservationStatus.RELEASED);

        Course unscored = Course.reserved(ORDER);
        unscored.tell(resolved(Resolution.APPROVE));
        assertThat(unscored.status()).isEqualTo(ReservationStatus.CONFIRMED);
    }

    @Test
    void shouldConflictWhenAnotherMayDecide() {
        Course order = Course.reserved(ORDER);
        assertThat(order.tell(new Confirm(LATER)).reply())
                .isEqualTo(new Conflict(Cause.ORIGIN, ReservationStatus.RESERVED));
        assertThat(order.tell(new Release(LATER)).reply())
                .isEqualTo(new Conflict(Cause.ORIGIN, ReservationStatus.RESERVED));
        Course api = new Course(API);
        assertThat(api.tell(verdict(FraudDecision.BLOCK)))
                .isEqualTo(
                        new ReservationDecision(null, List.of(), new Conflict(Cause.ORIGIN, null)));
    }

    @Test
    void shouldGiveBackWhatNobodyKnowsOf() {
        Course course = new Course(API);
        assertThat(course.tell(new LineHeld(A, LATER)))
                .isEqualTo(
                        new ReservationDecision(
                                null,
                                List.of(new SkuCommand(A, new ReleaseHold(API))),
                                new Unknown()));
        for (ReservationInput input :
                List.of(new LineShort(A, 0, LATER), new Release(LATER), new Expire(LATER))) {
            assertThat(course.tell(input))
                    .isEqualTo(new ReservationDecision(null, List.of(), new Unknown()));
        }
    }

    @ParameterizedTest
    @EnumSource(FraudDecision.class)
    void shouldEndAlikeInWhateverOrderVerdictAndLinesCome(FraudDecision decision) {
        Course last = Course.reserved(ORDER);
        last.tell(verdict(decision));
        Course first = new Course(ORDER);
        first.tell(verdict(decision));
        first.tell(reserve());
        first.tell(new LineHeld(B, LATER));
        first.tell(new LineHeld(A, LATER));
        assertThat(first.status()).isEqualTo(last.status());
        assertThat(first.reservation().expiresAt()).isEqualTo(last.reservation().expiresAt());
    }

    @Test
    void shouldTellTheWorldWhereAnOrderAndItsLinesStand() {
        Course course = new Course(ORDER);
        assertThat(OrderStatus.of(course.state)).isEqualTo(OrderStatus.NONE);
        course.tell(verdict(FraudDecision.REVIEW));
        assertThat(OrderStatus.of(course.state)).isEqualTo(OrderStatus.NONE);
        course.tell(reserve());
        assertThat(OrderStatus.of(course.state)).isEqualTo(OrderStatus.PENDING);
        assertThat(lines(course)).containsExactly(LineStatus.PENDING, LineStatus.PENDING);
        course.tell(new LineHeld(A, LATER));
        assertThat(lines(course)).containsExactly(LineStatus.HELD, LineStatus.PENDING);
        course.tell(new LineHeld(B, LATER));
        assertThat(OrderStatus.of(course.state)).isEqualTo(OrderStatus.HELD);
        assertThat(lines(course)).containsExactly(LineStatus.HELD, LineStatus.HELD);
        course.tell(resolved(Resolution.APPROVE));
        assertThat(OrderStatus.of(course.state)).isEqualTo(OrderStatus.CONFIRMED);
        assertThat(lines(course)).containsExactly(LineStatus.CONFIRMED, LineStatus.CONFIRMED);

        Course rejected = new Course(ORDER);
        rejected.tell(reserve());
        rejected.tell(new LineHeld(A, LATER));
        rejected.tell(new LineShort(B, 0, LATER));
        assertThat(OrderStatus.of(rejected.state)).isEqualTo(OrderStatus.REJECTED);
        assertThat(lines(rejected)).containsExactly(LineStatus.RELEASED, LineStatus.SHORT);

        Course expired = Course.reserved(ORDER);
        assertThat(OrderStatus.of(expired.state)).isEqualTo(OrderStatus.PENDING);
        expired.tell(new Expire(EDGE));
        assertThat(OrderStatus.of(expired.state)).isEqualTo(OrderStatus.RELEASED);

        Course blocked = new Course(ORDER);
        blocked.tell(reserve());
        blocked.tell(verdict(FraudDecision.BLOCK));
        assertThat(OrderStatus.of(blocked.state)).isEqualTo(OrderStatus.RELEASED);
        assertThat(lines(blocked)).containsExactly(LineStatus.RELEASED, LineStatus.RELEASED);
    }

    @Test
    void shouldStopWhenTheStateIsOfAnother() {
        Reservation other = Course.reserved(API).reservation();
        assertThatThrownBy(() ->
                        new ReservationCoordinator(SETTINGS)
                                .decide(ReservationId.ofApi("r-2"), other, new Confirm(NOON)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<LineStatus> lines(Course course) {
        return course.reservation().lines().stream()
                .map(line -> LineStatus.of(line, course.status()))
                .toList();
    }

    private static Reserve reserve() {
        return new Reserve(List.of(line(A, 2), line(B, 1)), TTL, BODY, CUSTOMER, NOON);
    }

    private static BasketLine line(Sku sku, long quantity) {
        return new BasketLine(sku, quantity);
    }

    private static VerdictGiven verdict(FraudDecision decision) {
        return new VerdictGiven(decision, BODY, LATER);
    }

    private static Resolved resolved(Resolution resolution) {
        return new Resolved(resolution, LATER);
    }
}
