package dev.tributary.fraud.topology;

import java.time.Duration;

/**
 * How long what is learned from is kept, and how often what was learned is published.
 *
 * @param transactionRetention how long after its arrival a transaction waits for labels, at least
 * @param labelRetention how long after its arrival a label waits for its transaction, at least;
 *     then it is diverted
 * @param entityInterval how often an entity is published at most
 * @param performanceInterval how often the performance of a rule or model is published at most
 * @param performanceDays days of event time that performance is kept for, 1 to {@value
 *     #MAX_PERFORMANCE_DAYS}
 * @param publishMax how much of each is published at a time, 1 or more; the others have the next
 *     turn
 * @param sweepMax how many entries of a store are looked at, at a time, for whether they are still
 *     of use; 1 or more
 */
public record LearningSettings(
        Duration transactionRetention,
        Duration labelRetention,
        Duration entityInterval,
        Duration performanceInterval,
        int performanceDays,
        int publishMax,
        int sweepMax) {
    /** So that every instance can keep the days of every rule. */
    private static final int MAX_PERFORMANCE_DAYS = 400;

    private static final Duration LEAST = Duration.ofMillis(1);

    public LearningSettings {
        requireAtLeast("transactionRetention", transactionRetention, Duration.ofHours(1));
        requireAtLeast("labelRetention", labelRetention, LEAST);
        requireAtLeast("entityInterval", entityInterval, LEAST);
        requireAtLeast("performanceInterval", performanceInterval, LEAST);
        if (performanceDays < 1 || performanceDays > MAX_PERFORMANCE_DAYS) {
            throw new IllegalArgumentException(
                    "performanceDays is %d, not 1 to %d"
                            .formatted(performanceDays, MAX_PERFORMANCE_DAYS));
        }
        if (publishMax < 1 || sweepMax < 1) {
            throw new IllegalArgumentException(
                    "publishMax %d and sweepMax %d, not 1 or more".formatted(publishMax, sweepMax));
        }
    }

    public static LearningSettings defaults() {
        return new LearningSettings(
                Duration.ofDays(120),
                Duration.ofDays(30),
                Duration.ofSeconds(1),
                Duration.ofSeconds(10),
                90,
                2_000,
                1_000);
    }

    private static void requireAtLeast(String name, Duration value, Duration least) {
        if (value.compareTo(least) < 0) {
            throw new IllegalArgumentException(name + " is " + value + ", below " + least);
        }
    }
}
