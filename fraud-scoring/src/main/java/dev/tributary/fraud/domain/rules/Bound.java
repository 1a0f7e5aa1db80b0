package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Feature;

import org.jspecify.annotations.Nullable;

/**
 * What one feature must be: present and from {@code low} to {@code high}, both included, or absent.
 * An open bound is written as the double next to it. What can never hold has no bound.
 *
 * @param low infinite where there is none; NaN, like {@code high}, where the feature must be absent
 * @param high not below {@code low}
 */
record Bound(Feature feature, double low, double high) {
    Bound {
        if (!(low <= high || (Double.isNaN(low) && Double.isNaN(high)))) {
            throw new IllegalArgumentException(
                    feature.featureName() + " from " + low + " to " + high + " can never be");
        }
    }

    static Bound absent(Feature feature) {
        return new Bound(feature, Double.NaN, Double.NaN);
    }

    static Bound present(Feature feature) {
        return new Bound(feature, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    boolean isAbsence() {
        return Double.isNaN(low);
    }

    boolean holds(double value) {
        return (value >= low && value <= high) || (Double.isNaN(value) && isAbsence());
    }

    /** This bound and another of the same feature, null where both can never hold. */
    @Nullable Bound and(Bound other) {
        if (isAbsence() || other.isAbsence()) {
            return isAbsence() && other.isAbsence() ? this : null;
        }
        double highestLow = Math.max(low, other.low);
        double lowestHigh = Math.min(high, other.high);
        return highestLow <= lowestHigh ? new Bound(feature, highestLow, lowestHigh) : null;
    }
}
