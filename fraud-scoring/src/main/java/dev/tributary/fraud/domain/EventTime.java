package dev.tributary.fraud.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * Event times inside the domain are milliseconds since 1970-01-01T00:00:00Z, held in longs because
 * thousands of them are read for each transaction. The bounds keep every difference of two exact.
 */
final class EventTime {
    static final long EARLIEST_MS = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    static final long LATEST_MS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    static final long MS_PER_DAY = Duration.ofDays(1).toMillis();

    private EventTime() {}

    static long checked(long epochMs) {
        if (epochMs < EARLIEST_MS || epochMs > LATEST_MS) {
            throw new IllegalArgumentException(
                    "event time " + epochMs + " ms is not within the years 0 to 9999");
        }
        return epochMs;
    }

    /** Days since 1970-01-01, UTC. */
    static int epochDay(long epochMs) {
        return (int) Math.floorDiv(epochMs, MS_PER_DAY);
    }

    /** The last millisecond of that day, UTC. */
    static long endOfDayMs(int epochDay) {
        return (epochDay + 1) * MS_PER_DAY - 1;
    }
}
