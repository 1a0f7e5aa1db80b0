package dev.tributary.ingest.api;

import dev.tributary.ingest.publish.IntakePublisher;

import io.micrometer.core.instrument.MeterRegistry;

import tools.jackson.databind.json.JsonMapper;

import java.time.InstantSource;

/** Makes the ways in of all kinds of things, which share everything but what they take in. */
final class Intakes {
    private final BulkBodies bodies;
    private final Runnable gate;
    private final InstantSource wallClock;
    private final ApiSettings settings;
    private final MeterRegistry meters;
    private final JsonMapper mapper;

    /**
     * @param bodies bounds how many bulk bodies are read at a time
     * @param gate throws where nothing can be taken in yet
     */
    Intakes(
            BulkBodies bodies,
            Runnable gate,
            InstantSource wallClock,
            ApiSettings settings,
            MeterRegistry meters,
            JsonMapper mapper) {
        this.bodies = bodies;
        this.gate = gate;
        this.wallClock = wallClock;
        this.settings = settings;
        this.meters = meters;
        this.mapper = mapper;
    }

    /**
     * Makes those of one kind.
     *
     * @param publisher sends what was taken in
     */
    <T> Intake<T> of(IntakeKind<T> kind, IntakePublisher<T, ?> publisher) {
        return of(kind, publisher, gate);
    }

    /**
     * The same of a kind that needs more.
     *
     * @param more throws where things of this kind cannot be taken in yet
     */
    <T> Intake<T> withGate(Runnable more, IntakeKind<T> kind, IntakePublisher<T, ?> publisher) {
        return of(
                kind,
                publisher,
                () -> {
                    gate.run();
                    more.run();
                });
    }

    private <T> Intake<T> of(IntakeKind<T> kind, IntakePublisher<T, ?> publisher, Runnable open) {
        IngestMeters measured = new IngestMeters(meters, kind.meters());
        return new Intake<>(
                new SingleIntake<>(
                        kind, publisher, open, wallClock, settings.bodyLimit(), measured),
                new BulkIntake(
                        IntakeItem.reader(kind, publisher),
                        wallClock,
                        settings.bulk(),
                        measured,
                        mapper),
                bodies,
                open);
    }
}
