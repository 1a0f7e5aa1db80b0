package dev.tributary.benchmarks;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Full trees of depth {@value #DEPTH} over all features that were seen; thresholds are values that
 * were seen, so that both ways are taken. Leaves are such that some one of sixteen transactions is
 * told a reason.
 */
final class LearnedTrees {
    private static final int DEPTH = 6;
    private static final int NODES = (2 << DEPTH) - 1;
    private static final int INNER_NODES = (1 << DEPTH) - 1;
    private static final float BASE = -4;

    /** Standard deviation of the margin, in log odds. */
    private static final double SPREAD = 1.7;

    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private LearnedTrees() {}

    /**
     * @param sample where thresholds are taken from
     */
    static FraudModel model(long seed, int trees, List<FeatureVector> sample) {
        Random random = new Random(seed);
        List<Feature> features =
                Arrays.stream(Feature.values())
                        .filter(feature -> sample.stream().anyMatch(it -> it.has(feature)))
                        .toList();
        int size = trees * NODES;
        int[] roots = new int[trees];
        NodeTable nodes =
                new NodeTable(
                        new int[size],
                        new float[size],
                        new int[size],
                        new int[size],
                        new boolean[size],
                        new float[size]);
        for (int tree = 0; tree < trees; tree++) {
            roots[tree] = tree * NODES;
            for (int i = 0; i < NODES; i++) {
                int node = roots[tree] + i;
                boolean leaf = i >= INNER_NODES;
                int feature = random.nextInt(features.size());
                nodes.features()[node] = leaf ? -1 : feature;
                nodes.thresholds()[node] =
                        leaf
                                ? (float) (random.nextGaussian() * SPREAD / Math.sqrt(trees))
                                : threshold(random, features.get(feature), sample);
                nodes.left()[node] = leaf ? -1 : roots[tree] + 2 * i + 1;
                nodes.right()[node] = leaf ? -1 : roots[tree] + 2 * i + 2;
                nodes.absentLeft()[node] = random.nextBoolean();
                nodes.covers()[node] = NODES - i;
            }
        }
        return new FraudModel(
                "made-up",
                new TreeEnsemble(features, BASE, roots, nodes),
                LearnedConstants.NONE,
                new FraudModel.Training(
                        FROM, FROM.plus(Duration.ofDays(7)), 1_000, 10, Duration.ofDays(7), seed),
                Map.of(),
                FROM);
    }

    private static float threshold(Random random, Feature feature, List<FeatureVector> sample) {
        while (true) {
            FeatureVector vector = sample.get(random.nextInt(sample.size()));
            if (vector.has(feature)) {
                return (float) vector.get(feature);
            }
        }
    }
}
