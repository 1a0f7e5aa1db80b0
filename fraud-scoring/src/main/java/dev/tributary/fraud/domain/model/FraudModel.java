package dev.tributary.fraud.domain.model;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A model and where it comes from.
 *
 * @param version names it; 1 to {@value #MAX_VERSION_LENGTH} letters, digits and {@code _ . -},
 *     beginning with a letter or digit
 * @param trees how it scores
 * @param learned constants that its features need
 * @param training what it was trained on
 * @param metrics how well it did on later transactions that it had not seen, by name, such as
 *     {@code validation.averagePrecision}; finite
 * @param createdAt when it was made, by the wall clock; told and never used
 */
public record FraudModel(
        String version,
        TreeEnsemble trees,
        LearnedConstants learned,
        Training training,
        Map<String, Double> metrics,
        Instant createdAt) {
    public static final int MAX_VERSION_LENGTH = 64;
    static final int MAX_METRICS = 100;

    private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    /**
     * @param from event time of the first transaction trained on
     * @param to event time after the last
     * @param transactions trained on
     * @param frauds among them; at least one
     * @param labelDelay how long after a transaction its label counted as known
     * @param seed of every draw
     */
    public record Training(
            Instant from,
            Instant to,
            long transactions,
            long frauds,
            Duration labelDelay,
            long seed) {
        public Training {
            if (!from.isBefore(to)
                    || frauds < 1
                    || transactions < frauds
                    || labelDelay.isNegative()) {
                throw new IllegalArgumentException(
                        "no training: %s to %s, %d transactions, %d frauds"
                                .formatted(from, to, transactions, frauds));
            }
        }
    }

    public FraudModel {
        checkVersion(version);
        if (metrics.size() > MAX_METRICS) {
            throw new IllegalArgumentException(
                    metrics.size() + " metrics, more than " + MAX_METRICS);
        }
        metrics.forEach((name, value) -> {
            if (!Double.isFinite(value)) {
                throw new IllegalArgumentException("metric " + name + " is " + value);
            }
        });
        metrics = Map.copyOf(metrics);
    }

    /**
     * @throws IllegalArgumentException where no model can have this version
     */
    public static void checkVersion(String version) {
        if (version.isEmpty() || version.length() > MAX_VERSION_LENGTH) {
            throw new IllegalArgumentException(
                    "version has %d characters, not 1 to %d"
                            .formatted(version.length(), MAX_VERSION_LENGTH));
        }
        if (!VERSION.matcher(version).matches()) {
            throw new IllegalArgumentException(
                    "version '%s' is not of letters, digits, '_', '.' and '-', beginning with one of the first two"
                            .formatted(version));
        }
    }

    /** The same under another version. */
    public FraudModel named(String other) {
        return new FraudModel(other, trees, learned, training, metrics, createdAt);
    }

    /** Metrics in the order of their names. */
    public Map<String, Double> sortedMetrics() {
        return new TreeMap<>(metrics);
    }

    /**
     * The features of these names.
     *
     * @throws IllegalArgumentException where the catalogue has no feature of a name, telling all of
     *     those, or a name comes twice: such a model is for other features than these
     */
    public static List<Feature> features(List<String> names) {
        List<Feature> features = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String name : names) {
            Feature.named(name).ifPresentOrElse(features::add, () -> unknown.add(name));
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("the catalogue has no feature " + unknown);
        }
        if (new HashSet<>(features).size() < features.size()) {
            throw new IllegalArgumentException("a feature comes twice");
        }
        return features;
    }
}
