package dev.tributary.cli.fraud;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * The part of a table that is learned from: labels of what came later are not known yet when the
 * file ends.
 *
 * @param from before {@code to}
 * @param to after the last transaction that is learned from
 */
record KnownPeriod(Instant from, Instant to) {
    /**
     * @param firstDay null for the first of the file
     * @param endDay day after the last; null for as many as are known
     * @param delay how long after a transaction its label is known
     * @throws FraudDataException where nothing is left
     */
    static KnownPeriod of(
            TransactionTable table,
            @Nullable LocalDate firstDay,
            @Nullable LocalDate endDay,
            Duration delay) {
        Instant first = midnight(firstDay, Instant.ofEpochMilli(table.timeMs(0)));
        Instant known = Instant.ofEpochMilli(table.timeMs(table.size() - 1) + 1).minus(delay);
        Instant end = midnight(endDay, known);
        if (end.isAfter(known)) {
            end = known;
        }
        if (!first.isBefore(end)) {
            throw new FraudDataException(
                    "no training day: labels from %s on are known only until %s"
                            .formatted(first, end));
        }
        return new KnownPeriod(first, end);
    }

    private static Instant midnight(@Nullable LocalDate day, Instant otherwise) {
        return day == null ? otherwise : day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
