package dev.tributary.cli.fraud;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.time.Duration;
import java.time.LocalDate;

/** What part of a labelled history is learned from, on the command line. */
final class KnownDaysOption {
    @Option(
            names = "--from",
            paramLabel = "DATE",
            description = "First day learned from, UTC (the first there is).")
    private @Nullable LocalDate from;

    @Option(
            names = "--to",
            paramLabel = "DATE",
            description =
                    "Day after the last learned from, UTC (the delay before the last there is).")
    private @Nullable LocalDate to;

    @Option(
            names = "--delay-days",
            paramLabel = "N",
            description = "Days until a label is known (${DEFAULT-VALUE}).")
    private int delayDays = 7;

    /**
     * @throws IllegalArgumentException where no history could be meant
     */
    void check() {
        if (delayDays < 0 || delayDays > EvaluationPeriod.MAX_DAYS) {
            throw new IllegalArgumentException(
                    "--delay-days must be 0 to " + EvaluationPeriod.MAX_DAYS);
        }
        if (from != null && to != null && !from.isBefore(to)) {
            throw new IllegalArgumentException("--from must be before --to");
        }
    }

    /** First day; null for the first there is. */
    @Nullable LocalDate from() {
        return from;
    }

    Duration delay() {
        return Duration.ofDays(delayDays);
    }

    /**
     * @throws FraudDataException where nothing is left
     */
    KnownPeriod of(TransactionTable table) {
        return KnownPeriod.of(table, from, to, delay());
    }
}
