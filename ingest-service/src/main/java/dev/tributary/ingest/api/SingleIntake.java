package dev.tributary.ingest.api;

import dev.tributary.common.query.InputPosition;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Publication.Acknowledged;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.ingest.api.BulkItem.LineId;
import dev.tributary.ingest.publish.IntakePublisher;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.util.unit.DataSize;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;

/**
 * Takes things of a kind in, one a request: reads it, sends it and waits for the brokers. Nothing
 * is remembered here; whoever reads the log takes the same thing again for what it is. Blocks its
 * thread, which should be a virtual one.
 */
final class SingleIntake<T> {
    private final IntakeKind<T> kind;
    private final IntakePublisher<T, ?> publisher;
    private final Runnable gate;
    private final InstantSource wallClock;
    private final DataSize bodyLimit;
    private final IngestMeters meters;

    /**
     * A thing that the log has.
     *
     * @param place where in the log
     * @param position the same in the form that queries of state take
     */
    record Taken<T>(T thing, Acknowledged place, InputPosition position) {}

    /**
     * @param gate throws where nothing can be taken in yet
     */
    SingleIntake(
            IntakeKind<T> kind,
            IntakePublisher<T, ?> publisher,
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
            return new Taken<>(
                    thing,
                    place,
                    InputPosition.of(publisher.topic(), place.partition(), place.offset()));
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
        T thing =
                kind.reader()
                        .read(
                                HttpBody.read(request, bodyLimit),
                                Collections.list(request.getHeaders(IdempotencyKey.HEADER)),
                                receivedAt,
                                faults);
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
            case Publication.Unknown _ -> {
                LineId id = kind.id().apply(thing);
                throw new ProblemException(
                        Problem.unavailable(
                                        "It is not known whether the %s was taken in. Send it"
                                                        .formatted(kind.noun())
                                                + " again; it will not count twice.",
                                        TransactionIntake.RETRY_AFTER)
                                .with(id.field(), id.value()));
            }
        };
    }
}
