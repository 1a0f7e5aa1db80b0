package dev.tributary.cli.fraud;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Which days are trained on, waited for and tested, in UTC: first the training days, then the days
 * of delay, then the test days.
 *
 * @param trainStart first training day
 * @param trainDays 1 to {@value #MAX_DAYS}
 * @param delayDays days until a label is known, 0 to {@value #MAX_DAYS}
 * @param testDays 1 to {@value #MAX_DAYS}
 */
record EvaluationPeriod(LocalDate trainStart, int trainDays, int delayDays, int testDays) {
    static final int MAX_DAYS = 3_660;

    EvaluationPeriod {
        check("--train-days", trainDays, 1);
        check("--delay-days", delayDays, 0);
        check("--test-days", testDays, 1);
    }

    Instant trainFrom() {
        return midnight(0);
    }

    /** After the last training day. */
    Instant trainTo() {
        return midnight(trainDays);
    }

    Instant testFrom() {
        return midnight(trainDays + delayDays);
    }

    /** After the last test day. */
    Instant testTo() {
        return midnight(trainDays + delayDays + testDays);
    }

    /** Midnight at the beginning of a day, counted from the first training day. */
    Instant midnight(int day) {
        return trainStart.plusDays(day).atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static void check(String option, int days, int least) {
        if (days < least || days > MAX_DAYS) {
            throw new IllegalArgumentException(
                    "%s must be %d to %,d, was %d".formatted(option, least, MAX_DAYS, days));
        }
    }
}
