package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Publication.Acknowledged;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.ingest.publish.IntakePublisher;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * Takes things of a kind in, one a request: reads it, sends it and waits for the brokers. Nothing
 * is remembered here; whoever reads the log takes the same thing again for what it is. Blocks its
 * thread, which should be a virtual one.
 */
final class SingleIntake<T, V> {
    private final Kind<T> kind;
    private final IntakePublisher<T, V> publisher;
    private final Runnable gate;
    private final InstantSource wallClock;
    private final DataSize bodyLimit;
    private final IngestMeters meters;

    /**
     * A kind of thing.
     *
     * @param noun what one is called
     * @param idField name of the field that tells one from another
     * @param id what stands in that field
     */
    record Kind<T>(String noun, String idField, Function<T, String> id, Reader<T> reader) {}

    /** Reads a body. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * @param faults takes everything that is wrong
         * @return null if anything was noted
         */
        @Nullable T read(byte[] json, Instant receivedAt, Faults faults);
    }

    /** A thing that the log has, and where. */
    record Taken<T>(T thing, Acknowledged place) {}

    /**
     * @param gate throws where nothing can be taken in yet
     */
    SingleIntake(
            Kind<T> kind,
            IntakePublisher<T, V> publisher,
            Runnable gate,
            InstantSource wallClock,
            DataSize bodyLimit,
            IngestMeters meters) {
        this.kind = kind;
        this.publisher = publisher;
        this.gate = gate;
        this.wallClock = wallClock;
        this.bodyLimit = bodyLimit;
        this.meters = meters;
    }

    /**
     * Returns when the log has it.
     *
     * @throws ProblemException 400 where the body is none, 503 where it cannot be taken in or that
     *     is not known
     */
    Taken<T> take(HttpServletRequest request) {
        try {
            T thing = read(request);
            Acknowledged place = publish(thing);
            meters.singleAccepted();
            return new Taken<>(thing, place);
        } catch (ProblemException e) {
            meters.singleRejected(e.problem().kind());
            throw e;
        }
    }

    private T read(HttpServletRequest request) {
        long arrivedNanos = System.nanoTime();
        Instant receivedAt = wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
        gate.run();
        Faults faults = new Faults();
        T thing = kind.reader().read(HttpBody.read(request, bodyLimit), receivedAt, faults);
        if (thing == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        meters.accepted(System.nanoTime() - arrivedNanos);
        return thing;
    }

    private Acknowledged publish(T thing) {
        long sentNanos = System.nanoTime();
        Publication publication = Acknowledgement.await(publisher.publish(thing));
        meters.published(System.nanoTime() - sentNanos);
        return switch (publication) {
            case Acknowledged place -> place;
            case Publication.Unknown _ ->
                    throw new ProblemException(
                            Problem.unavailable(
                                            "It is not known whether the %s was taken in. Send it"
                                                            .formatted(kind.noun())
                                                    + " again; it will not count twice.",
                                            TransactionIntake.RETRY_AFTER)
                                    .with(kind.idField(), kind.id().apply(thing)));
        };
    }
}
