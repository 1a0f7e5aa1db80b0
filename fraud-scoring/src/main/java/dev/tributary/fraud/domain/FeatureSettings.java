package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * What features need to know beyond the transaction and the history.
 *
 * @param smallAmountBelowMinor an amount below this is small (card testing), in minor units of the
 *     reference currency; above 0
 * @param locationErrorKm how far off the two places of a journey may be together; 0 or more
 * @param minimumTravelTime a journey counts as having taken at least this, because terminals'
 *     clocks differ; above 0
 */
public record FeatureSettings(
        long smallAmountBelowMinor, double locationErrorKm, Duration minimumTravelTime) {
    public FeatureSettings {
        if (smallAmountBelowMinor <= 0) {
            throw new IllegalArgumentException(
                    "smallAmountBelowMinor is " + smallAmountBelowMinor + ", not above 0");
        }
        if (!(locationErrorKm >= 0 && Double.isFinite(locationErrorKm))) {
            throw new IllegalArgumentException(
                    "locationErrorKm is " + locationErrorKm + ", not 0 or more");
        }
        if (minimumTravelTime.toMillis() <= 0) {
            throw new IllegalArgumentException(
                    "minimumTravelTime is " + minimumTravelTime + ", not above 0");
        }
    }

    public static FeatureSettings defaults() {
        return new FeatureSettings(10_00, 50, Duration.ofMinutes(10));
    }
}
