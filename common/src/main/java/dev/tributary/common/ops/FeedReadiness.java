package dev.tributary.common.ops;

import dev.tributary.common.streams.CompactedFeed;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready means: the topic has been read to its end and is followed. */
public final class FeedReadiness implements HealthIndicator {
    private final CompactedFeed<?, ?> feed;

    public FeedReadiness(CompactedFeed<?, ?> feed) {
        this.feed = feed;
    }

    @Override
    public Health health() {
        String obstacle = feed.obstacle();
        Health.Builder health =
                obstacle == null
                        ? Health.up()
                        : Health.outOfService().withDetail("reason", obstacle);
        CompactedFeed.Progress progress = feed.progress();
        return health.withDetail("next", progress.next())
                .withDetail("lagRecords", progress.lagRecords())
                .build();
    }
}
