package dev.tributary.cli.recommendation;

import dev.tributary.recommendation.domain.Click;
import dev.tributary.recommendation.domain.LearnableSession;
import dev.tributary.recommendation.domain.VisitId;

import java.time.Instant;
import java.util.List;

/**
 * A session of a click log.
 *
 * @param times event times of the clicks in milliseconds since 1970, in order
 */
record PastSession(VisitId id, List<Click> clicks, List<Long> times) {
    PastSession {
        clicks = List.copyOf(clicks);
        times = List.copyOf(times);
    }

    long endMillis() {
        return times.getLast();
    }

    LearnableSession toLearn() {
        return new LearnableSession(
                id, clicks, Instant.ofEpochMilli(endMillis()), LearnableSession.NO_SOURCE);
    }
}
