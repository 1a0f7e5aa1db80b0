package dev.tributary.fraud.store;

import dev.tributary.fraud.domain.learning.PerformanceKey;

/**
 * Where the counts of a day are kept: sorted by whose they are, then by day.
 *
 * @param key whose performance
 * @param epochDay days since 1970-01-01, UTC
 */
public record PerformanceDayKey(PerformanceKey key, int epochDay) {
    private static final char END_OF_KEY = 0;

    /** Above any number of days before 1970, so that texts sort like days. */
    private static final int OFFSET_DAYS = 1_000_000;

    /** The first key of {@code key}, whatever its days. */
    public static String first(PerformanceKey key) {
        return key.toString() + END_OF_KEY;
    }

    /** Behind the last key of {@code key}, whatever its days. */
    public static String last(PerformanceKey key) {
        return key.toString() + END_OF_KEY + Character.MAX_VALUE;
    }

    /** Reads its text. */
    public static PerformanceDayKey of(String text) {
        int end = text.lastIndexOf(END_OF_KEY);
        return new PerformanceDayKey(
                PerformanceKey.of(text.substring(0, end)),
                Integer.parseInt(text.substring(end + 1)) - OFFSET_DAYS);
    }

    @Override
    public String toString() {
        return first(key) + "%07d".formatted(epochDay + OFFSET_DAYS);
    }
}
