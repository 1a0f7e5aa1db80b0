package dev.tributary.fraud.domain;

import java.util.Map;

/** Feature vectors made by hand, for tests of whatever looks at them. */
public final class FeatureVectors {
    private FeatureVectors() {}

    /** Absent where the map has none. */
    public static FeatureVector of(Map<Feature, Double> values) {
        FeatureVector vector = new FeatureVector();
        values.forEach(vector::set);
        return vector;
    }
}
