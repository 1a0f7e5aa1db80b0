package dev.tributary.common.ops;

import dev.tributary.common.streams.TopicTail;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means: records that are committed now come back to this instance. */
public final class TailReadiness implements HealthIndicator {
    private final TopicTail<?> tail;

    public TailReadiness(TopicTail<?> tail) {
        this.tail = tail;
    }

    @Override
    public Health health() {
        String obstacle = tail.obstacle();
        return obstacle == null
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", obstacle).build();
    }
}
