package dev.tributary.fraud.domain.model;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

import java.util.List;

/**
 * Gradient-boosted trees that end in a probability: the margin is a base plus one leaf of each
 * tree, the probability its logistic function (J. H. Friedman, Greedy function approximation: a
 * gradient boosting machine, Annals of Statistics 29, 2001).
 *
 * <p>A node sends a value below its threshold left, others right and an absent one (NaN) its own
 * default way. Values and thresholds are compared as floats, which is how the trees were grown.
 *
 * <p>A contribution is what the splits on a feature change in the expected margin along the path:
 * the expectation of a node is the mean of the leaves below it, weighted by what they covered in
 * training, and each step's difference is booked on the feature that was asked (A. Saabas,
 * Interpreting random forests, 2014; the same as {@code approx_contribs} of XGBoost). Base,
 * expectations of the roots and contributions add up to the margin. It costs little more than the
 * score itself, but favours features asked near the leaves; Shapley values would not, and cost two
 * orders of magnitude more.
 *
 * <p>Immutable, safe for any number of threads.
 */
public final class TreeEnsemble {
    /** Trees at most. */
    public static final int MAX_TREES = 4_096;

    /** Nodes of all trees at most. */
    public static final int MAX_NODES = 1 << 22;

    private final List<Feature> features;
    private final float base;
    private final int[] roots;
    private final NodeTable nodes;

    private final int[] catalogueIndex;
    private final double[] expected;

    /**
     * The nodes of all trees by column. Children come after their node; the nodes of a tree are
     * together, its root first.
     *
     * @param features place of the feature asked, in the list of the ensemble; -1 in a leaf
     * @param thresholds what a value must be below to go left; in a leaf what it adds to the margin
     * @param left left child; -1 in a leaf
     * @param right right child; -1 in a leaf
     * @param absentLeft whether an absent value goes left
     * @param covers what passed the node in training, above 0
     */
    @SuppressWarnings("ArrayRecordComponent") // Columns by design; nobody compares them.
    public record NodeTable(
            int[] features,
            float[] thresholds,
            int[] left,
            int[] right,
            boolean[] absentLeft,
            float[] covers) {
        int size() {
            return features.length;
        }

        boolean isLeaf(int node) {
            return features[node] < 0;
        }
    }

    /**
     * What an ensemble made of a transaction.
     *
     * @param probability 0 to 1
     * @param bias margin that is due to no feature
     * @param contributions to the margin, in the order of {@link TreeEnsemble#features}
     */
    @SuppressWarnings("ArrayRecordComponent") // As above; made for one answer.
    public record Explained(double probability, double bias, double[] contributions) {}

    /**
     * Takes the arrays over; they must not be changed any more.
     *
     * @param base margin before the first tree
     * @param roots first node of each tree, ascending
     * @throws IllegalArgumentException where the arrays are no trees
     */
    public TreeEnsemble(List<Feature> features, float base, int[] roots, NodeTable nodes) {
        this.features = List.copyOf(features);
        this.base = base;
        this.roots = roots;
        this.nodes = nodes;
        new TreeCheck(this.features.size(), base, roots, nodes).check();
        this.catalogueIndex = new int[nodes.size()];
        for (int node = 0; node < nodes.size(); node++) {
            catalogueIndex[node] =
                    nodes.isLeaf(node) ? -1 : features.get(nodes.features()[node]).index();
        }
        this.expected = expectations(nodes);
    }

    private static double[] expectations(NodeTable nodes) {
        double[] expected = new double[nodes.size()];
        for (int node = nodes.size() - 1; node >= 0; node--) {
            if (nodes.isLeaf(node)) {
                expected[node] = nodes.thresholds()[node];
            } else {
                int left = nodes.left()[node];
                int right = nodes.right()[node];
                double leftCover = nodes.covers()[left];
                double rightCover = nodes.covers()[right];
                expected[node] =
                        (leftCover * expected[left] + rightCover * expected[right])
                                / (leftCover + rightCover);
            }
        }
        return expected;
    }

    /** What the trees ask, each feature once. */
    public List<Feature> features() {
        return features;
    }

    public int treeCount() {
        return roots.length;
    }

    /** Margin before the first tree. */
    public float base() {
        return base;
    }

    /** First node of each tree; a copy. */
    public int[] roots() {
        return roots.clone();
    }

    /** Copies of the columns. */
    public NodeTable nodes() {
        return new NodeTable(
                nodes.features().clone(),
                nodes.thresholds().clone(),
                nodes.left().clone(),
                nodes.right().clone(),
                nodes.absentLeft().clone(),
                nodes.covers().clone());
    }

    /** Log-odds. */
    public double margin(FeatureVector vector) {
        double margin = base;
        for (int root : roots) {
            int node = root;
            while (catalogueIndex[node] >= 0) {
                node = next(node, vector);
            }
            margin += nodes.thresholds()[node];
        }
        return margin;
    }

    /** From 0 to 1. */
    public double probability(FeatureVector vector) {
        return logistic(margin(vector));
    }

    /** The probability and what each feature did to it. */
    public Explained explain(FeatureVector vector) {
        double[] contributions = new double[features.size()];
        double bias = base;
        double margin = base;
        for (int root : roots) {
            int node = root;
            bias += expected[root];
            while (catalogueIndex[node] >= 0) {
                int child = next(node, vector);
                contributions[nodes.features()[node]] += expected[child] - expected[node];
                node = child;
            }
            margin += nodes.thresholds()[node];
        }
        return new Explained(logistic(margin), bias, contributions);
    }

    private int next(int node, FeatureVector vector) {
        float value = (float) vector.at(catalogueIndex[node]);
        // Written so that an absent value fails both ways and falls through.
        if (value < nodes.thresholds()[node]) {
            return nodes.left()[node];
        }
        if (value >= nodes.thresholds()[node]) {
            return nodes.right()[node];
        }
        return nodes.absentLeft()[node] ? nodes.left()[node] : nodes.right()[node];
    }

    private static double logistic(double margin) {
        return 1 / (1 + Math.exp(-margin));
    }
}
