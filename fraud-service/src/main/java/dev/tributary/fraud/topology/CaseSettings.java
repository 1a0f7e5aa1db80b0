package dev.tributary.fraud.topology;

import java.time.Duration;

/**
 * How long cases are kept.
 *
 * @param retention how long after its arrival a case is kept, open or not, and a label waits for
 *     its case, at least; by the time of arrivals, an hour or more
 * @param sweepInterval how often cases are looked for that are over
 * @param sweepMax how many of each status are removed at a time, 1 or more; the others have the
 *     next turn
 */
public record CaseSettings(Duration retention, Duration sweepInterval, int sweepMax) {
    private static final Duration RETENTION_LEAST = Duration.ofHours(1);

    public CaseSettings {
        if (retention.compareTo(RETENTION_LEAST) < 0) {
            throw new IllegalArgumentException(
                    "retention is " + retention + ", below " + RETENTION_LEAST);
        }
        if (sweepInterval.toMillis() < 1) {
            throw new IllegalArgumentException("sweepInterval is " + sweepInterval);
        }
        if (sweepMax < 1) {
            throw new IllegalArgumentException("sweepMax is " + sweepMax + ", not 1 or more");
        }
    }

    public static CaseSettings defaults() {
        return new CaseSettings(Duration.ofDays(30), Duration.ofSeconds(10), 1_000);
    }
}
