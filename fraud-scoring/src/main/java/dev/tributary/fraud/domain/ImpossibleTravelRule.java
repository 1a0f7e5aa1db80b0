package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

import java.time.Duration;

/**
 * The card was used in person at two places too far apart for the time between. Looks back and,
 * where this transaction comes late, also at the use that followed it. Distance and speed at their
 * limits are impossible already.
 */
record ImpossibleTravelRule(
        double fromKm,
        double fromKmPerHour,
        double locationErrorKm,
        Duration minimumTravelTime,
        double weight)
        implements Rule {
    @Override
    public String code() {
        return "IMPOSSIBLE_TRAVEL";
    }

    @Override
    public @Nullable Reason evaluate(FeatureVector features) {
        Reason back =
                judge(
                        features.get(Feature.TRAVEL_KM),
                        features.get(Feature.TRAVEL_MINUTES),
                        features.get(Feature.TRAVEL_KM_PER_HOUR),
                        "before");
        return back != null
                ? back
                : judge(
                        features.get(Feature.NEXT_TRAVEL_KM),
                        features.get(Feature.NEXT_TRAVEL_MINUTES),
                        features.get(Feature.NEXT_TRAVEL_KM_PER_HOUR),
                        "after");
    }

    private @Nullable Reason judge(
            double km, double minutes, double kmPerHour, String beforeOrAfter) {
        if (!(km >= fromKm && kmPerHour >= fromKmPerHour)) {
            return null;
        }
        String detail =
                ("Used in person %s km from where it was used in person %s min %s: at least %s km/h"
                                + " (%s km allowed for inexact places, %s the shortest time counted);"
                                + " impossible from %s km and %s km/h.")
                        .formatted(
                                Wording.decimal(km, 0),
                                Wording.decimal(minutes, 1),
                                beforeOrAfter,
                                Wording.decimal(kmPerHour, 0),
                                Wording.decimal(locationErrorKm, 0),
                                Wording.duration(minimumTravelTime),
                                Wording.decimal(fromKm, 0),
                                Wording.decimal(fromKmPerHour, 0));
        return new Reason(code(), detail, weight);
    }
}
