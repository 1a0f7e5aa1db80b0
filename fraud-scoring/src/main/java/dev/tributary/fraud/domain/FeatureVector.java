package dev.tributary.fraud.domain;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The features of one transaction: a number for each of the catalogue, NaN where it is absent. A
 * comparison with an absent feature is false, whichever way it is written.
 */
public final class FeatureVector {
    private final double[] values;

    FeatureVector() {
        values = new double[Feature.count()];
        Arrays.fill(values, Double.NaN);
    }

    /**
     * The features with these values, all others absent.
     *
     * @throws IllegalArgumentException where a value is not finite
     */
    public static FeatureVector of(Map<Feature, Double> values) {
        FeatureVector features = new FeatureVector();
        values.forEach(features::set);
        return features;
    }

    /** The value, NaN where absent. */
    public double get(Feature feature) {
        return values[feature.index()];
    }

    /** The value of the feature of that {@link Feature#index}, NaN where absent. */
    public double at(int index) {
        return values[index];
    }

    public boolean has(Feature feature) {
        return !Double.isNaN(get(feature));
    }

    /** The features that are present, by name, in the order of the catalogue. */
    public Map<String, Double> present() {
        Map<String, Double> present = new LinkedHashMap<>();
        for (int index = 0; index < values.length; index++) {
            if (!Double.isNaN(values[index])) {
                present.put(Feature.at(index).featureName(), values[index]);
            }
        }
        return Collections.unmodifiableMap(present);
    }

    /** Only while the vector is being made; it is not changed once handed out. */
    void set(Feature feature, double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException(feature.featureName() + " is " + value);
        }
        values[feature.index()] = value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FeatureVector that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return present().toString();
    }
}
