package dev.tributary.recommendation.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Something that a visitor did with an item.
 *
 * @param id its identity; the same again in the session is the same interaction
 * @param customerId who that is; null for somebody who is not known
 * @param occurredAt event time
 * @param receivedAt when it came in, by the clock of whoever took it in
 * @param offset its place in the log of its session; never goes back
 */
public record Interaction(
        InteractionId id,
        SessionId sessionId,
        @Nullable CustomerId customerId,
        Click click,
        Instant occurredAt,
        Instant receivedAt,
        long offset) {}
