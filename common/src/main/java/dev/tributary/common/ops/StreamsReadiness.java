package dev.tributary.common.ops;

import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.StreamsRuntime.Phase;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Ready means: Kafka Streams is RUNNING, so every partition it was given is restored and processed.
 * Otherwise says what it waits for.
 */
public final class StreamsReadiness implements HealthIndicator {
    private final StreamsRuntime runtime;

    public StreamsReadiness(StreamsRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Health health() {
        return switch (runtime.phase()) {
            case Phase.Waiting(String obstacle) -> notReady("waiting", obstacle);
            case Phase.Warming() -> notReady("warming", "running the code paths once");
            case Phase.Failed(String reason) -> notReady("failed", reason);
            case Phase.Started() ->
                    runtime.streams()
                            .map(this::started)
                            .orElseGet(() -> notReady("starting", "no client yet"));
        };
    }

    private Health started(KafkaStreams streams) {
        KafkaStreams.State state = streams.state();
        Health.Builder health =
                state == KafkaStreams.State.RUNNING ? Health.up() : Health.outOfService();
        return health.withDetail("state", state.name())
                .withDetail("threadsAlive", StreamsLiveness.threadsAlive(streams))
                .withDetail("restoringStores", runtime.restoreProgress().stores())
                .withDetail("restoringRecords", runtime.restoreProgress().records())
                .build();
    }

    private static Health notReady(String state, String reason) {
        return Health.outOfService()
                .withDetail("state", state)
                .withDetail("reason", reason)
                .build();
    }
}
