package dev.tributary.fraud.domain;

/**
 * What is left of the attempts of a day that are no longer kept one by one. It counts as if all of
 * it had happened in the last millisecond of its day.
 *
 * @param epochDay days since 1970-01-01, UTC
 * @param count attempts; 1 or more
 * @param withAmount those with an amount
 * @param sumMinor their sum in minor units of the reference currency, at most {@link
 *     #MAX_SUM_MINOR}
 * @param unusual those of an unusual amount (see {@link UsualSettings#unusualRatio})
 * @param highestRatio highest ratio of an amount to the usual one; 0 where there is none
 */
public record DayTotal(
        int epochDay, int count, int withAmount, long sumMinor, int unusual, float highestRatio) {
    /** Larger sums count as this one, so that the days of a history cannot overflow together. */
    public static final long MAX_SUM_MINOR = 100 * ReferenceRates.MAX_REFERENCE_MINOR;

    public DayTotal {
        EventTime.checked(EventTime.endOfDayMs(epochDay));
        if (count < 1
                || withAmount < 0
                || withAmount > count
                || sumMinor < 0
                || sumMinor > MAX_SUM_MINOR
                || unusual < 0
                || unusual > count
                || !(highestRatio >= 0 && Float.isFinite(highestRatio))) {
            throw new IllegalArgumentException("no total of a day: " + count + " attempts");
        }
    }

    static DayTotal of(Attempt attempt, double unusualRatio) {
        boolean hasAmount = attempt.hasAmount();
        float ratio = Float.isNaN(attempt.usualRatio()) ? 0 : attempt.usualRatio();
        return new DayTotal(
                EventTime.epochDay(attempt.occurredAtMs()),
                1,
                hasAmount ? 1 : 0,
                hasAmount ? attempt.amountMinor() : 0,
                ratio > unusualRatio ? 1 : 0,
                ratio);
    }

    DayTotal plus(DayTotal other) {
        if (count > Integer.MAX_VALUE - other.count) {
            return this;
        }
        return new DayTotal(
                epochDay,
                count + other.count,
                withAmount + other.withAmount,
                Math.min(sumMinor + other.sumMinor, MAX_SUM_MINOR),
                unusual + other.unusual,
                Math.max(highestRatio, other.highestRatio));
    }

    DayTotal withoutAmounts() {
        return new DayTotal(epochDay, count, 0, 0, 0, 0);
    }

    /** When it counts: the last millisecond of its day. */
    long timeMs() {
        return EventTime.endOfDayMs(epochDay);
    }
}
