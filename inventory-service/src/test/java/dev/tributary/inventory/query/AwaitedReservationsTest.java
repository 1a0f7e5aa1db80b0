package dev.tributary.inventory.query;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.inventory.query.AwaitedReservations.Waiter;
import dev.tributary.schemas.inventory.Reservation;
import dev.tributary.schemas.inventory.ReservationAnswer;
import dev.tributary.schemas.inventory.ReservationOutcome;
import dev.tributary.schemas.inventory.ReservationStatus;
import dev.tributary.schemas.inventory.ReservationUpdate;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

class AwaitedReservationsTest {
    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    private final AwaitedReservations awaited = new AwaitedReservations(2);

    @Test
    void shouldTellWhenEveryLineHasAnsweredAndNotBefore() throws InterruptedException {
        try (Waiter waiter = awaited.expect("r", "c")) {
            assertThat(waiter.await(Duration.ZERO)).isNull();
            awaited.tell(update("c", ReservationOutcome.ACCEPTED, ReservationStatus.PENDING));
            assertThat(waiter.await(Duration.ZERO).newest().getReservation().getStatus())
                    .isEqualTo(ReservationStatus.PENDING);
            awaited.tell(update(null, null, ReservationStatus.RESERVED));
            assertThat(waiter.await(Duration.ofMinutes(1)).newest().getReservation().getStatus())
                    .isEqualTo(ReservationStatus.RESERVED);
            assertThat(waiter.await(Duration.ZERO).answer().getOutcome())
                    .isEqualTo(ReservationOutcome.ACCEPTED);
        }
    }

    @Test
    void shouldNotTakeWhatCameBeforeItsOwnAnswerOrIsOfAnother() throws InterruptedException {
        try (Waiter waiter = awaited.expect("r", "c")) {
            awaited.tell(update(null, null, ReservationStatus.RESERVED));
            awaited.tell(update("other", ReservationOutcome.ACCEPTED, ReservationStatus.CONFIRMED));
            ReservationUpdate elsewhere =
                    update("c", ReservationOutcome.ACCEPTED, ReservationStatus.RESERVED);
            elsewhere.setReservationId("s");
            awaited.tell(elsewhere);
            assertThat(waiter.await(Duration.ZERO)).isNull();
        }
    }

    @Test
    void shouldTellARefusalAtOnceHoweverTheReservationStands() throws InterruptedException {
        try (Waiter waiter = awaited.expect("r", "c")) {
            awaited.tell(update("c", ReservationOutcome.CONFLICT, ReservationStatus.PENDING));
            assertThat(waiter.await(Duration.ofMinutes(1)).answer().getOutcome())
                    .isEqualTo(ReservationOutcome.CONFLICT);
        }
        try (Waiter waiter = awaited.expect("r", "d")) {
            awaited.tell(update("d", ReservationOutcome.NOT_FOUND, null));
            assertThat(waiter.await(Duration.ofMinutes(1)).newest().getReservation()).isNull();
        }
    }

    @Test
    void shouldTellTwoWhoWaitForTheSameReservation() throws InterruptedException {
        try (Waiter one = awaited.expect("r", "c");
                Waiter two = awaited.expect("r", "d")) {
            assertThat(awaited.expect("r", "e")).isNull();
            assertThat(awaited.size()).isEqualTo(2);
            awaited.tell(update("c", ReservationOutcome.ACCEPTED, ReservationStatus.RESERVED));
            awaited.tell(update("d", ReservationOutcome.REPEATED, ReservationStatus.RESERVED));
            assertThat(one.await(Duration.ofMinutes(1)).answer().getCommandId()).isEqualTo("c");
            assertThat(two.await(Duration.ofMinutes(1)).answer().getCommandId()).isEqualTo("d");
        }
        assertThat(awaited.size()).isZero();
    }

    private static ReservationUpdate update(
            String commandId, ReservationOutcome outcome, ReservationStatus status) {
        return new ReservationUpdate(
                "r",
                commandId == null ? null : new ReservationAnswer(commandId, outcome, null),
                status == null
                        ? null
                        : new Reservation(status, List.of(), NOON, NOON.plusSeconds(60), null));
    }
}
