package dev.tributary.recommendation.domain;

import java.time.Instant;
import java.util.List;

/**
 * A session as the index takes it in, ended or not.
 *
 * @param origin what kind of session it is
 * @param clicks oldest first; at least one
 * @param lastClickAt event time of the newest
 * @param source who is behind it, as far as that is known: no source gets more than its share of
 *     the index; {@link #NO_SOURCE} where nobody knows
 */
public record LearnableSession(
        VisitId id, Origin origin, List<Click> clicks, Instant lastClickAt, long source) {
    /** Of a session of which nobody knows who is behind it. */
    public static final long NO_SOURCE = 0;

    /** Where sessions come from. */
    public enum Origin {
        /** What a visitor did. */
        VISIT,
        /** What was bought together. */
        ORDER
    }

    public LearnableSession {
        clicks = List.copyOf(clicks);
        if (clicks.isEmpty()) {
            throw new IllegalArgumentException("a session has at least one click");
        }
    }

    /** A visit. */
    public LearnableSession(VisitId id, List<Click> clicks, Instant lastClickAt, long source) {
        this(id, Origin.VISIT, clicks, lastClickAt, source);
    }
}
