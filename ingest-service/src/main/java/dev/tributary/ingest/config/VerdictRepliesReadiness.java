package dev.tributary.ingest.config;

import dev.tributary.ingest.query.VerdictReplies;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means: verdicts that are committed now come back to this instance. */
final class VerdictRepliesReadiness implements HealthIndicator {
    private final VerdictReplies replies;

    VerdictRepliesReadiness(VerdictReplies replies) {
        this.replies = replies;
    }

    @Override
    public Health health() {
        String obstacle = replies.obstacle();
        return obstacle == null
                ? Health.up().build()
                : Health.outOfService().withDetail("reason", obstacle).build();
    }
}
