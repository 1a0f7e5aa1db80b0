package dev.tributary.recommendation.query;

import dev.tributary.common.query.InputPosition;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.schemas.recommendation.Session;

import org.jspecify.annotations.Nullable;

/** How far the index of this instance has read the sessions. */
public final class IndexPosition {
    private final String topic;
    private final CompactedFeed<String, Session> feed;
    private volatile @Nullable Known known;

    /** Every answer tells a position, and most tell the one before. */
    private record Known(CompactedFeed.Progress progress, InputPosition position) {}

    /**
     * @param topic that the feed reads
     */
    public IndexPosition(String topic, CompactedFeed<String, Session> feed) {
        this.topic = topic;
        this.feed = feed;
    }

    /** The newest record of each partition that has been read. */
    public InputPosition now() {
        CompactedFeed.Progress progress = feed.progress();
        Known last = known;
        if (last == null || !last.progress.equals(progress)) {
            last = new Known(progress, position(progress));
            known = last;
        }
        return last.position;
    }

    private InputPosition position(CompactedFeed.Progress progress) {
        InputPosition position = InputPosition.NONE;
        for (var next : progress.next().entrySet()) {
            if (next.getValue() > 0) {
                position =
                        position.and(InputPosition.of(topic, next.getKey(), next.getValue() - 1));
            }
        }
        return position;
    }
}
