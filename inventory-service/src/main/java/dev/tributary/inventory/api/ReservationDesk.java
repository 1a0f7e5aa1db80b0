package dev.tributary.inventory.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.inventory.query.AwaitedReservations;
import dev.tributary.inventory.query.AwaitedReservations.Outcome;
import dev.tributary.inventory.query.AwaitedReservations.Waiter;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Sends a command and waits for what it comes to: takes a place, sends, waits for the brokers,
 * waits for the stock. Blocks its thread, which should be a virtual one.
 */
final class ReservationDesk {
    /** When a caller may try again after a fault that passes. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final AwaitedReservations awaited;
    private final Supplier<Optional<String>> obstacle;

    /**
     * @param obstacle why nothing can be taken in yet
     */
    ReservationDesk(AwaitedReservations awaited, Supplier<Optional<String>> obstacle) {
        this.awaited = awaited;
        this.obstacle = obstacle;
    }

    /** Sends a command. */
    @FunctionalInterface
    interface Send {
        /**
         * @param commandId identity of the request
         */
        Publication publish(String commandId) throws InterruptedException;
    }

    /**
     * Sends a command.
     *
     * @param name of the reservation
     * @param patience how long to wait for what it comes to
     * @return null where it is in the log and was not answered in time
     * @throws ProblemException 503 where it cannot be sent now, or where it is not known whether it
     *     was
     */
    @Nullable Outcome ask(String name, Duration patience, Send send) {
        checkOpen();
        String commandId = UUID.randomUUID().toString();
        try (Waiter waiter = awaited.expect(name, commandId)) {
            if (waiter == null) {
                throw unavailable("Too many requests wait for stock. Nothing was sent.");
            }
            long sentNanos = System.nanoTime();
            if (send.publish(commandId) instanceof Publication.Unknown) {
                // An answer says that the log has it after all.
                Outcome outcome = waiter.await(Duration.ZERO);
                if (outcome == null) {
                    throw unavailable(
                            "It is not known whether this was taken in. Send it again; it will not"
                                    + " count twice.");
                }
                return outcome;
            }
            Duration left = patience.minusNanos(System.nanoTime() - sentNanos);
            return waiter.await(left.isNegative() ? Duration.ZERO : left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The service ends; send it again. It will not count twice.");
        }
    }

    /**
     * Refuses while the service starts.
     *
     * @throws ProblemException 503 saying what it waits for
     */
    void checkOpen() {
        obstacle.get()
                .ifPresent(reason -> {
                    throw unavailable("The service is starting: " + reason);
                });
    }

    static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.unavailable(detail, RETRY_AFTER));
    }
}
