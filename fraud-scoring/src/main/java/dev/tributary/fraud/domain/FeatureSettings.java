package dev.tributary.fraud.domain;

import java.time.Duration;

/**
 * What features need to know beyond the transaction and the history.
 *
 * @param smallAmountBelowMinor an amount below this is small (card testing), in minor units of the
 *     reference currency; above 0
 * @param largeFromMinor an amount from this on is large (sequences), likewise; not below {@code
 *     smallAmountBelowMinor}
 * @param locationErrorKm how far off the two places of a journey may be together; 0 or more
 * @param minimumTravelTime a journey counts as having taken at least this, because terminals'
 *     clocks differ; above 0
 * @param deviationFloorMinor added to a card's robust deviation, so that a card that always pays
 *     the same does not stand out by a cent; in minor units of the reference currency, above 0
 * @param surgeFactor how many times its usual amounts a misused card is supposed to pay; above 1
 * @param surgeShare share of a misused card's transactions that are the thief's; above 0, below 1
 * @param amountSpread standard deviation of a card's amounts over its usual amount, as far as they
 *     are not known; above 0
 * @param entities what is kept of other entities and how it is looked at
 */
public record FeatureSettings(
        long smallAmountBelowMinor,
        long largeFromMinor,
        double locationErrorKm,
        Duration minimumTravelTime,
        long deviationFloorMinor,
        double surgeFactor,
        double surgeShare,
        double amountSpread,
        EntitySettings entities) {
    public FeatureSettings {
        if (smallAmountBelowMinor <= 0) {
            throw new IllegalArgumentException(
                    "smallAmountBelowMinor is " + smallAmountBelowMinor + ", not above 0");
        }
        if (largeFromMinor < smallAmountBelowMinor) {
            throw new IllegalArgumentException(
                    "largeFromMinor is " + largeFromMinor + ", below smallAmountBelowMinor");
        }
        if (deviationFloorMinor <= 0) {
            throw new IllegalArgumentException(
                    "deviationFloorMinor is " + deviationFloorMinor + ", not above 0");
        }
        if (!(surgeFactor > 1 && Double.isFinite(surgeFactor))) {
            throw new IllegalArgumentException("surgeFactor is " + surgeFactor + ", not above 1");
        }
        if (!(surgeShare > 0 && surgeShare < 1)) {
            throw new IllegalArgumentException(
                    "surgeShare is " + surgeShare + ", not within 0 to 1");
        }
        if (!(amountSpread > 0 && Double.isFinite(amountSpread))) {
            throw new IllegalArgumentException("amountSpread is " + amountSpread + ", not above 0");
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

    /** The same with other settings of entities. */
    public FeatureSettings with(EntitySettings other) {
        return new FeatureSettings(
                smallAmountBelowMinor,
                largeFromMinor,
                locationErrorKm,
                minimumTravelTime,
                deviationFloorMinor,
                surgeFactor,
                surgeShare,
                amountSpread,
                other);
    }

    public static FeatureSettings defaults() {
        return new FeatureSettings(
                10_00,
                200_00,
                50,
                Duration.ofMinutes(10),
                1_00,
                5,
                1.0 / 3,
                0.5,
                EntitySettings.defaults());
    }
}
