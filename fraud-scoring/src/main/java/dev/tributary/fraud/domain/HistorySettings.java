package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * What a card's history keeps; every part of it is bounded here.
 *
 * @param maxAttempts attempts kept one by one, 1 to {@value #MAX_ATTEMPTS}; the oldest goes first,
 *     into the total of its day
 * @param maxPlaces places kept where the card was used in person, 1 to {@value #MAX_PLACES}; the
 *     oldest goes first
 * @param maxDevices devices kept, 1 to {@value #MAX_DEVICES}; the one unused for longest goes first
 * @param maxMerchants merchants kept, 1 to {@value #MAX_MERCHANTS}; the one unused for longest goes
 *     first
 * @param lateness how far behind the newest event of its card an event may be and still have all
 *     its windows complete, 0 to 7 days; attempts are kept for this plus the longest window, and to
 *     the end of their day
 * @param spendClipAfter transactions after which amounts enter the card's own spending clipped; 1
 *     or more
 * @param spendClipRatio multiple of the mean so far that an amount then adds at most; above 1
 * @param usual how the card's usual amount is learned
 */
public record HistorySettings(
        int maxAttempts,
        int maxPlaces,
        int maxDevices,
        int maxMerchants,
        Duration lateness,
        int spendClipAfter,
        double spendClipRatio,
        UsualSettings usual) {
    private static final int MAX_ATTEMPTS = 4_096;
    private static final int MAX_PLACES = 64;
    private static final int MAX_DEVICES = 256;
    private static final int MAX_MERCHANTS = 256;
    private static final Duration MAX_LATENESS = Duration.ofDays(7);

    public HistorySettings {
        requireWithin("maxAttempts", maxAttempts, MAX_ATTEMPTS);
        requireWithin("maxPlaces", maxPlaces, MAX_PLACES);
        requireWithin("maxDevices", maxDevices, MAX_DEVICES);
        requireWithin("maxMerchants", maxMerchants, MAX_MERCHANTS);
        if (lateness.isNegative() || lateness.compareTo(MAX_LATENESS) > 0) {
            throw new IllegalArgumentException(
                    "lateness is " + lateness + ", not zero to " + MAX_LATENESS);
        }
        requireWithin("spendClipAfter", spendClipAfter, Integer.MAX_VALUE);
        if (!(spendClipRatio > 1 && Double.isFinite(spendClipRatio))) {
            throw new IllegalArgumentException(
                    "spendClipRatio is " + spendClipRatio + ", not above 1");
        }
    }

    public static HistorySettings defaults() {
        return new HistorySettings(
                128, 8, 16, 32, Duration.ofHours(1), 5, 3.0, UsualSettings.defaults());
    }

    /**
     * Attempts of days that ended this much before the newest attempt are no longer kept, in
     * milliseconds.
     */
    long attemptHorizonMs() {
        return CardWindow.THIRTY_DAYS.length().plus(lateness).toMillis();
    }

    private static void requireWithin(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " is " + value + ", not 1 to " + max);
        }
    }
}
