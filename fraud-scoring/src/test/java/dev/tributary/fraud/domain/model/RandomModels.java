package dev.tributary.fraud.domain.model;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Models of any shape, and simple ones whose probability can be told. */
public final class RandomModels {
    private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");

    private final Random random;
    private final List<Integer> features = new ArrayList<>();
    private final List<Float> thresholds = new ArrayList<>();
    private final List<Integer> left = new ArrayList<>();
    private final List<Integer> right = new ArrayList<>();
    private final List<Boolean> absentLeft = new ArrayList<>();
    private final List<Float> covers = new ArrayList<>();

    private RandomModels(Random random) {
        this.random = random;
    }

    public static FraudModel model(Random random) {
        return new RandomModels(random).model();
    }

    /** A model of one tree: this probability where the amount is at least that, else the other. */
    public static FraudModel stump(
            String version, long fromMinor, double probability, double otherwise) {
        NodeTable nodes =
                new NodeTable(
                        new int[] {0, -1, -1},
                        new float[] {fromMinor, logOdds(otherwise), logOdds(probability)},
                        new int[] {1, -1, -1},
                        new int[] {2, -1, -1},
                        new boolean[] {true, false, false},
                        new float[] {4, 3, 1});
        return new FraudModel(
                version,
                new TreeEnsemble(List.of(Feature.AMOUNT_MINOR), 0, new int[] {0}, nodes),
                LearnedConstants.NONE,
                training(1),
                Map.of("validation.averagePrecision", 0.5),
                FROM);
    }

    private static float logOdds(double probability) {
        return (float) Math.log(probability / (1 - probability));
    }

    private static FraudModel.Training training(long seed) {
        return new FraudModel.Training(
                FROM, FROM.plus(Duration.ofDays(7)), 1_000, 10, Duration.ofDays(7), seed);
    }

    private FraudModel model() {
        List<Feature> all = new ArrayList<>(List.of(Feature.values()));
        Collections.shuffle(all, random);
        List<Feature> asked = all.subList(0, random.nextInt(1, all.size() + 1));
        int[] roots = new int[random.nextInt(1, 30)];
        for (int tree = 0; tree < roots.length; tree++) {
            roots[tree] = features.size();
            grow(random.nextInt(7), asked.size());
        }
        Map<String, Double> metrics = new HashMap<>();
        for (int i = 0; i < random.nextInt(4); i++) {
            metrics.put("metric-" + i, random.nextDouble());
        }
        return new FraudModel(
                "m-" + random.nextInt(1_000),
                new TreeEnsemble(asked, random.nextFloat(-5, 5), roots, table()),
                random.nextBoolean()
                        ? LearnedConstants.NONE
                        : new LearnedConstants(random.nextLong(1, 1L << 40)),
                training(random.nextLong()),
                metrics,
                FROM.plusMillis(random.nextInt(1_000_000)));
    }

    /** A tree, its root first; every float that a threshold can be. */
    private int grow(int depth, int asked) {
        int node = features.size();
        boolean leaf = depth == 0 || random.nextInt(4) == 0;
        features.add(leaf ? -1 : random.nextInt(asked));
        thresholds.add(finite());
        left.add(-1);
        right.add(-1);
        absentLeft.add(random.nextBoolean());
        covers.add(random.nextFloat(Float.MIN_NORMAL, 1e6f));
        if (!leaf) {
            left.set(node, grow(depth - 1, asked));
            right.set(node, grow(depth - 1, asked));
        }
        return node;
    }

    private float finite() {
        float value = Float.intBitsToFloat(random.nextInt());
        return Float.isFinite(value) ? value : random.nextFloat();
    }

    private NodeTable table() {
        int size = features.size();
        NodeTable table =
                new NodeTable(
                        new int[size],
                        new float[size],
                        new int[size],
                        new int[size],
                        new boolean[size],
                        new float[size]);
        for (int i = 0; i < size; i++) {
            table.features()[i] = features.get(i);
            table.thresholds()[i] = thresholds.get(i);
            table.left()[i] = left.get(i);
            table.right()[i] = right.get(i);
            table.absentLeft()[i] = absentLeft.get(i);
            table.covers()[i] = covers.get(i);
        }
        return table;
    }
}
