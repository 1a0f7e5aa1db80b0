package dev.tributary.recommendation.topology;

import dev.tributary.recommendation.domain.SessionSettings;
import dev.tributary.recommendation.domain.Visit;

import java.time.Duration;

/**
 * How sessions are kept.
 *
 * @param session what a session is
 * @param retention for how long after its newest click came in a session of a known customer can be
 *     asked for, at least; at least its gap. One of somebody unknown is over with its gap.
 * @param sweepInterval how often some sessions are looked at whether they may go
 * @param sweepMax how many at a time
 */
public record VisitSettings(
        SessionSettings session, Duration retention, Duration sweepInterval, int sweepMax) {
    public VisitSettings {
        if (retention.compareTo(session.gap()) < 0) {
            throw new IllegalArgumentException(
                    "retention is %s, shorter than the gap of %s"
                            .formatted(retention, session.gap()));
        }
    }

    /** How long a visit is kept once nobody clicks any more. */
    Duration kept(Visit visit) {
        return visit.customerId() == null ? session.gap() : retention;
    }
}
