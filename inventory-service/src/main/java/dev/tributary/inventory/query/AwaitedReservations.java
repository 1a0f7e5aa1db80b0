package dev.tributary.inventory.query;

import dev.tributary.schemas.inventory.Reservation;
import dev.tributary.schemas.inventory.ReservationAnswer;
import dev.tributary.schemas.inventory.ReservationOutcome;
import dev.tributary.schemas.inventory.ReservationStatus;
import dev.tributary.schemas.inventory.ReservationUpdate;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The requests that wait for what their command comes to, by reservation. Their number is bounded,
 * so that stock that has stopped does not take the API with it. Thread-safe.
 */
public final class AwaitedReservations {
    private final ConcurrentMap<String, List<Waiter>> waiting = new ConcurrentHashMap<>();
    private final Semaphore places;
    private final int max;

    /**
     * @param max requests that may wait at a time
     */
    public AwaitedReservations(int max) {
        this.places = new Semaphore(max);
        this.max = max;
    }

    /**
     * What a command came to.
     *
     * @param answer to the command itself
     * @param newest where the reservation stands after it
     */
    public record Outcome(ReservationAnswer answer, ReservationUpdate newest) {}

    /**
     * Takes a place for a command that is about to be sent. Must be closed.
     *
     * @param name of the reservation
     * @return null where no place is left
     */
    public @Nullable Waiter expect(String name, String commandId) {
        if (!places.tryAcquire()) {
            return null;
        }
        Waiter waiter = new Waiter(this, name, commandId);
        waiting.merge(name, List.of(waiter), AwaitedReservations::both);
        return waiter;
    }

    /** Requests that wait now. */
    public int size() {
        return max - places.availablePermits();
    }

    /** Tells an update to those who wait for its reservation. */
    public void tell(ReservationUpdate update) {
        List<Waiter> waiters = waiting.get(update.getReservationId());
        if (waiters != null) {
            waiters.forEach(waiter -> waiter.tell(update));
        }
    }

    private void leave(Waiter waiter) {
        waiting.computeIfPresent(
                waiter.name,
                (name, waiters) -> {
                    List<Waiter> left = waiters.stream().filter(other -> other != waiter).toList();
                    return left.isEmpty() ? null : left;
                });
        places.release();
    }

    /** Lists are replaced, never changed: the way back walks over them meanwhile. */
    private static List<Waiter> both(List<Waiter> present, List<Waiter> added) {
        List<Waiter> all = new ArrayList<>(present);
        all.addAll(added);
        return List.copyOf(all);
    }

    /** A place of one request; for its thread. */
    public static final class Waiter implements AutoCloseable {
        private final AwaitedReservations owner;
        private final String name;
        private final String commandId;
        private final CompletableFuture<Outcome> settled = new CompletableFuture<>();

        /** What is known so far; only the way back writes. */
        private volatile @Nullable Outcome known;

        private Waiter(AwaitedReservations owner, String name, String commandId) {
            this.owner = owner;
            this.name = name;
            this.commandId = commandId;
        }

        /**
         * Waits until the command is answered and every line has answered, or the time is over,
         * which may be now.
         *
         * @return what is known by then; null where the command is not answered
         */
        public @Nullable Outcome await(Duration timeout) throws InterruptedException {
            try {
                return settled.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return known;
            } catch (ExecutionException e) {
                throw new IllegalStateException("an outcome is only ever completed", e);
            }
        }

        /** What comes before its own answer was decided before it. */
        private void tell(ReservationUpdate update) {
            Outcome before = known;
            ReservationAnswer answer = update.getAnswer();
            Outcome now;
            if (answer != null && answer.getCommandId().equals(commandId)) {
                now = new Outcome(answer, update);
            } else if (before != null) {
                now = new Outcome(before.answer(), update);
            } else {
                return;
            }
            known = now;
            if (isSettled(now)) {
                settled.complete(now);
            }
        }

        private static boolean isSettled(Outcome outcome) {
            ReservationOutcome own = outcome.answer().getOutcome();
            boolean taken =
                    own == ReservationOutcome.ACCEPTED || own == ReservationOutcome.REPEATED;
            Reservation reservation = outcome.newest().getReservation();
            return !taken
                    || reservation == null
                    || reservation.getStatus() != ReservationStatus.PENDING;
        }

        /** Gives the place back. */
        @Override
        public void close() {
            owner.leave(this);
        }
    }
}
