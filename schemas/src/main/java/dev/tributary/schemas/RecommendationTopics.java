package dev.tributary.schemas;

import dev.tributary.schemas.TopicSpec.Cleanup;
import dev.tributary.schemas.recommendation.ErasedSessions;
import dev.tributary.schemas.recommendation.ItemInterest;
import dev.tributary.schemas.recommendation.Session;

import java.time.Duration;
import java.util.List;

/** The topics that recommendation-service owns. */
public final class RecommendationTopics {
    private static final Duration RETENTION = Duration.ofDays(30);

    /**
     * Every visit of the last 30 days, keyed by session and start: what the index of every instance
     * is built from.
     */
    public static final TopicSpec<String, Session> SESSIONS =
            new TopicSpec<>(
                    "recommendation.sessions.v1",
                    String.class,
                    Session.class,
                    IngestTopics.INTERACTIONS.partitions(),
                    RETENTION,
                    Cleanup.COMPACT_DELETE);

    /** How much each item was looked at, by a few minutes of event time; for a day. */
    public static final TopicSpec<String, ItemInterest> ITEM_INTEREST =
            new TopicSpec<>(
                    "recommendation.item-interest.v1",
                    String.class,
                    ItemInterest.class,
                    IngestTopics.INTERACTIONS.partitions(),
                    Duration.ofDays(1),
                    Cleanup.COMPACT_DELETE);

    /** Whose visits were deleted, keyed by customerId. */
    public static final TopicSpec<String, ErasedSessions> ERASED =
            new TopicSpec<>(
                    "recommendation.erased.v1",
                    String.class,
                    ErasedSessions.class,
                    IngestTopics.ERASURES.partitions(),
                    RETENTION,
                    Cleanup.COMPACT);

    /** Records that recommendation-service could not process, as they came, with the cause. */
    public static final TopicSpec<byte[], byte[]> DEAD_LETTERS =
            new TopicSpec<>(
                    "recommendation.dead-letter.v1",
                    byte[].class,
                    byte[].class,
                    1,
                    RETENTION,
                    Cleanup.DELETE);

    /** All topics of this owner. */
    public static final List<TopicSpec<?, ?>> ALL =
            List.of(SESSIONS, ITEM_INTEREST, ERASED, DEAD_LETTERS);

    private RecommendationTopics() {}
}
