package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes trees over from XGBoost's own JSON form of a booster (fields {@code left_children}, {@code
 * right_children}, {@code split_indices}, {@code split_conditions}, {@code default_left}, {@code
 * sum_hessian}; a leaf's value stands under its split condition). Several boosters become one
 * ensemble whose margin is the mean of theirs.
 */
final class GrownTrees {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final int boosters;
    private double baseSum;
    private final List<Integer> roots = new ArrayList<>();
    private int[] features = new int[0];
    private float[] thresholds = new float[0];
    private int[] left = new int[0];
    private int[] right = new int[0];
    private boolean[] absentLeft = new boolean[0];
    private float[] covers = new float[0];

    private GrownTrees(int boosters) {
        this.boosters = boosters;
    }

    /**
     * @param grown boosters in JSON, one or more
     * @param features what their feature numbers mean
     */
    static TreeEnsemble ensemble(List<byte[]> grown, List<Feature> features) {
        GrownTrees trees = new GrownTrees(grown.size());
        grown.forEach(booster -> trees.add(JSON.readTree(booster).path("learner")));
        return new TreeEnsemble(
                features,
                (float) (trees.baseSum / trees.boosters),
                trees.roots.stream().mapToInt(Integer::intValue).toArray(),
                new NodeTable(
                        trees.features,
                        trees.thresholds,
                        trees.left,
                        trees.right,
                        trees.absentLeft,
                        trees.covers));
    }

    private void add(JsonNode learner) {
        String base = learner.path("learner_model_param").path("base_score").asString();
        double probability = Double.parseDouble(base.replace("[", "").replace("]", ""));
        baseSum += Math.log(probability / (1 - probability));
        for (JsonNode tree : learner.path("gradient_booster").path("model").path("trees")) {
            addTree(tree);
        }
    }

    private void addTree(JsonNode tree) {
        int first = features.length;
        JsonNode lefts = tree.path("left_children");
        int size = lefts.size();
        roots.add(first);
        features = Arrays.copyOf(features, first + size);
        thresholds = Arrays.copyOf(thresholds, first + size);
        left = Arrays.copyOf(left, first + size);
        right = Arrays.copyOf(right, first + size);
        absentLeft = Arrays.copyOf(absentLeft, first + size);
        covers = Arrays.copyOf(covers, first + size);
        for (int i = 0; i < size; i++) {
            int node = first + i;
            boolean leaf = lefts.get(i).asInt() < 0;
            float threshold = (float) tree.path("split_conditions").get(i).asDouble();
            features[node] = leaf ? -1 : tree.path("split_indices").get(i).asInt();
            thresholds[node] = leaf ? threshold / boosters : threshold;
            left[node] = leaf ? -1 : first + lefts.get(i).asInt();
            right[node] = leaf ? -1 : first + tree.path("right_children").get(i).asInt();
            absentLeft[node] = tree.path("default_left").get(i).asInt() != 0;
            covers[node] =
                    Math.max(Float.MIN_NORMAL, (float) tree.path("sum_hessian").get(i).asDouble());
        }
    }
}
