package dev.tributary.fraud.topology;

import java.time.Duration;

/**
 * Windows and retentions of the topology; rules have their own.
 *
 * @param deduplicate whether a repeated delivery is recognised; off only to show what it is worth
 * @param repeatRetention how long after its arrival a transaction is recognised when it comes again
 * @param spendWindow length of the tumbling windows in which spend is reported
 * @param spendGrace how far behind the partition's stream time an event may be and still enter its
 *     spend window
 * @param spendRetention how long a spend window is kept, in event time
 */
public record FraudSettings(
        boolean deduplicate,
        Duration repeatRetention,
        Duration spendWindow,
        Duration spendGrace,
        Duration spendRetention) {
    public FraudSettings {
        requirePositive("repeatRetention", repeatRetention);
        requirePositive("spendWindow", spendWindow);
        requirePositive("spendRetention", spendRetention);
        if (spendGrace.isNegative()) {
            throw new IllegalArgumentException("spendGrace is negative: " + spendGrace);
        }
        if (spendRetention.compareTo(spendWindow.plus(spendGrace)) < 0) {
            throw new IllegalArgumentException(
                    "spendRetention %s is shorter than spendWindow %s plus spendGrace %s"
                            .formatted(spendRetention, spendWindow, spendGrace));
        }
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be above zero: " + value);
        }
    }
}
