package dev.tributary.recommendation.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.Session;

/**
 * The topics of sessions, with their serdes.
 *
 * @param interactions what visitors do, keyed by session and interaction, partitioned by session
 * @param sessions where visits stand, keyed by session and start
 */
public record SessionTopics(
        Topic<String, Interaction> interactions, Topic<String, Session> sessions) {}
