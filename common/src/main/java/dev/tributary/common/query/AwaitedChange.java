package dev.tributary.common.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;

import java.time.Duration;

/**
 * A change that is written to a compacted topic and comes back by the feed that follows it, so that
 * who asked for it can be told whether this instance goes by it already.
 */
public final class AwaitedChange {
    /** When a client may try again after a fault that passes. */
    public static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private AwaitedChange() {}

    /** Writes the change. */
    @FunctionalInterface
    public interface Write {
        Publication publish() throws InterruptedException;
    }

    /**
     * Waits until what the feed has told by now is in force; false where the time was over first.
     */
    @FunctionalInterface
    public interface Effect {
        boolean await(Duration timeout) throws InterruptedException;
    }

    /**
     * Writes a change whose feed does all that there is to do.
     *
     * @param timeout how long to wait for it, from when it was written
     * @return whether it is in force here; false where the time was over first
     * @throws ProblemException 503 where it is not known whether it was written
     */
    public static boolean inForce(Write write, CompactedFeed<?, ?> feed, Duration timeout) {
        return inForce(write, feed, timeout, _ -> true);
    }

    /** The same where more follows once the feed has told it. */
    public static boolean inForce(
            Write write, CompactedFeed<?, ?> feed, Duration timeout, Effect effect) {
        try {
            return switch (write.publish()) {
                case Publication.Unknown(Throwable cause) ->
                        throw unavailable(
                                "It is not known whether the change was written; send it again: "
                                        + cause.getMessage());
                case Publication.Acknowledged(int partition, long offset) -> {
                    long begunNanos = System.nanoTime();
                    yield feed.awaitPosition(partition, offset + 1, timeout)
                            && effect.await(timeout.minusNanos(System.nanoTime() - begunNanos));
                }
            };
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable("The service ends; send it again.");
        }
    }

    private static ProblemException unavailable(String detail) {
        return new ProblemException(Problem.unavailable(detail, RETRY_AFTER));
    }
}
