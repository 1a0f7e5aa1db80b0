package dev.tributary.recommendation.topology;

import dev.tributary.recommendation.domain.SessionSettings;

import java.time.Duration;

/**
 * How sessions are kept.
 *
 * @param session what a session is
 * @param retention for how long after its newest click a session can be asked for, at least, in
 *     event time; at least its gap
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
}
