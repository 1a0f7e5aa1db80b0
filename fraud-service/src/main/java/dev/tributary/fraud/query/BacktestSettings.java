package dev.tributary.fraud.query;

import java.time.Duration;

/**
 * Bounds of backtests on this instance, where one runs at a time.
 *
 * @param waitingMax how many wait for their turn at most, 0 or more
 * @param keptMax how many that ended are kept, 1 or more; the oldest go first
 * @param keptFor how long they are kept, above 0
 * @param labelsMax labelled transactions that a backtest looks at, 1 or more; 34 to 68 bytes each
 *     while it runs
 * @param labelsBefore how long before its transaction a label may have arrived, not negative
 * @param silenceMax a backtest fails when nothing could be read for so long, above 0
 * @param runMax a backtest fails when it is not done after so long, above 0
 */
public record BacktestSettings(
        int waitingMax,
        int keptMax,
        Duration keptFor,
        int labelsMax,
        Duration labelsBefore,
        Duration silenceMax,
        Duration runMax) {
    public BacktestSettings {
        if (waitingMax < 0 || keptMax < 1 || labelsMax < 1) {
            throw new IllegalArgumentException(
                    "waitingMax %d, keptMax %d, labelsMax %d: cannot be"
                            .formatted(waitingMax, keptMax, labelsMax));
        }
        requireAbove("keptFor", keptFor, Duration.ZERO);
        requireAbove("labelsBefore", labelsBefore.plusMillis(1), Duration.ZERO);
        requireAbove("silenceMax", silenceMax, Duration.ZERO);
        requireAbove("runMax", runMax, Duration.ZERO);
    }

    public static BacktestSettings defaults() {
        return new BacktestSettings(
                4,
                20,
                Duration.ofHours(1),
                2_000_000,
                Duration.ofDays(30),
                Duration.ofSeconds(30),
                Duration.ofMinutes(30));
    }

    private static void requireAbove(String name, Duration value, Duration least) {
        if (value.compareTo(least) <= 0) {
            throw new IllegalArgumentException(name + " is " + value + ", too short");
        }
    }
}
