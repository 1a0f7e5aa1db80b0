package dev.tributary.common.ops;

import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.common.streams.StreamsRuntime.Phase;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Live means: a restart would not help. Restoring, rebalancing and waiting for a broker are live; a
 * client in error and one without a living thread are not.
 */
public final class StreamsLiveness implements HealthIndicator {
    private final StreamsRuntime runtime;

    public StreamsLiveness(StreamsRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Health health() {
        if (runtime.phase() instanceof Phase.Failed(String reason)) {
            return Health.down().withDetail("reason", reason).build();
        }
        return runtime.streams().map(StreamsLiveness::health).orElseGet(() -> Health.up().build());
    }

    private static Health health(KafkaStreams streams) {
        KafkaStreams.State state = streams.state();
        long threads = threadsAlive(streams);
        boolean dead =
                switch (state) {
                    case ERROR, PENDING_ERROR -> true;
                    case RUNNING -> threads == 0;
                    case CREATED, REBALANCING, PENDING_SHUTDOWN, NOT_RUNNING -> false;
                };
        return (dead ? Health.down() : Health.up())
                .withDetail("state", state.name())
                .withDetail("threadsAlive", threads)
                .build();
    }

    /** Stream threads that have not died. */
    static long threadsAlive(KafkaStreams streams) {
        return streams.metadataForLocalThreads().stream()
                .filter(thread -> !thread.threadState().equals("DEAD"))
                .count();
    }
}
