package dev.tributary.benchmarks;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Rules like the paths of learned trees: three or four comparisons of different features with
 * constants. The constants are values that were seen, as trees choose them; four of five
 * comparisons ask for the upper tail, from the {@value #LEAST_QUANTILE} to the {@value
 * #MOST_QUANTILE} quantile, the others for the lower one. So a rule seldom speaks, and rules speak
 * together.
 */
final class LearnedRules {
    private static final double LEAST_QUANTILE = 0.9;
    private static final double MOST_QUANTILE = 0.998;
    private static final double LOWER_TAIL = 0.2;

    private final Random random;
    private final List<Feature> features = new ArrayList<>();
    private final Map<Feature, double[]> seen = new HashMap<>();

    /**
     * @param sample where values of features are taken from
     */
    LearnedRules(long seed, List<FeatureVector> sample) {
        random = new Random(seed);
        for (Feature feature : Feature.values()) {
            double[] values =
                    sample.stream()
                            .filter(vector -> vector.has(feature))
                            .mapToDouble(vector -> vector.get(feature))
                            .sorted()
                            .toArray();
            if (values.length > 0) {
                features.add(feature);
                seen.put(feature, values);
            }
        }
    }

    List<RuleDefinition> rules(int count, String prefix) {
        List<RuleDefinition> rules = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            rules.add(rule(prefix + i));
        }
        return rules;
    }

    private RuleDefinition rule(String ruleId) {
        Collections.shuffle(features, random);
        List<String> comparisons = new ArrayList<>();
        int length = 3 + random.nextInt(2);
        for (int i = 0; i < length; i++) {
            comparisons.add(comparison(features.get(i)));
        }
        return new RuleDefinition(
                ruleId,
                ruleId,
                String.join(" && ", comparisons),
                Action.SCORE,
                0.1,
                Mode.ACTIVE,
                Origin.LEARNED,
                "A path of a tree.",
                null);
    }

    private String comparison(Feature feature) {
        boolean lower = random.nextDouble() < LOWER_TAIL;
        if (feature.type() == Feature.Type.FLAG) {
            return (lower ? "!" : "") + feature.featureName();
        }
        double[] values = seen.getOrDefault(feature, new double[1]);
        double quantile = random.nextDouble(LEAST_QUANTILE, MOST_QUANTILE);
        double cut = values[(int) ((lower ? 1 - quantile : quantile) * values.length)];
        return String.format(
                Locale.ROOT, "%s %s %.4f", feature.featureName(), lower ? "<=" : ">", cut);
    }
}
