package dev.tributary.common.streams;

import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What happens when a stream thread dies of an exception that no handler took: it is replaced while
 * its budget lasts; after that the client shuts down, and liveness says so. A fault that is certain
 * to come back would otherwise be retried for ever.
 *
 * <p>A broker or registry that is away costs nothing of the budget, however long it is away: the
 * thread has waited out its own timeouts before it died, and a restart of the service would not
 * bring the broker back.
 */
public final class StreamsFailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsFailurePolicy.class);

    private final String application;
    private final int replacementsMax;
    private final Duration window;
    private final InstantSource wallClock;
    private final Deque<Instant> replacements = new ArrayDeque<>();

    /**
     * @param application name for the log
     * @param replacementsMax threads that may be replaced within the window
     * @param window how far back replacements count
     * @param wallClock the time of the faults
     */
    public StreamsFailurePolicy(
            String application, int replacementsMax, Duration window, InstantSource wallClock) {
        this.application = application;
        this.replacementsMax = replacementsMax;
        this.window = window;
        this.wallClock = wallClock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable fault) {
        if (Causes.passing(fault)) {
            LOG.warn("{}: a stream thread died waiting; it is replaced", application, fault);
            return StreamThreadExceptionResponse.REPLACE_THREAD;
        }
        Instant now = wallClock.instant();
        while (!replacements.isEmpty() && !replacements.peek().isAfter(now.minus(window))) {
            replacements.poll();
        }
        if (replacements.size() >= replacementsMax) {
            LOG.error(
                    "{}: a stream thread died and {} replacements within {} are used up; shutting"
                            + " down",
                    application,
                    replacementsMax,
                    window,
                    fault);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        }
        replacements.add(now);
        LOG.warn(
                "{}: a stream thread died; replacement {} of {} within {}",
                application,
                replacements.size(),
                replacementsMax,
                window,
                fault);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
