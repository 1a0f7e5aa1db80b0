package dev.tributary.recommendation.query;

import dev.tributary.common.query.InputPosition;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.schemas.recommendation.Session;

/** How far the index of this instance has read the sessions. */
public final class IndexPosition {
    private final String topic;
    private final CompactedFeed<String, Session> feed;

    /**
     * @param topic that the feed reads
     */
    public IndexPosition(String topic, CompactedFeed<String, Session> feed) {
        this.topic = topic;
        this.feed = feed;
    }

    /** The newest record of each partition that has been read. */
    public InputPosition now() {
        InputPosition position = InputPosition.NONE;
        for (var next : feed.progress().next().entrySet()) {
            if (next.getValue() > 0) {
                position =
                        position.and(InputPosition.of(topic, next.getKey(), next.getValue() - 1));
            }
        }
        return position;
    }
}
