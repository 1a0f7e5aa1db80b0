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
 * <p>A score reads one word a node: threshold, place of the value and place of the right child,
 * whose sibling stands before it. Absent values come twice, as minus infinity for nodes that send
 * them left and as plus infinity for the others; a leaf has the threshold NaN and itself for a
 * right child. So every tree takes the same steps whatever the values, without a branch that could
 * be guessed wrong, and several trees are walked at once, because each step waits for the one
 * before it.
 *
 * <p>Immutable, safe for any number of threads.
 */
public final class TreeEnsemble {
    /** Bits of a word that say where a node stands. */
    private static final int PLACE_BITS = 22;

    /** Trees at most. */
    public static final int MAX_TREES = 4_096;

    /** Nodes of all trees at most. */
    public static final int MAX_NODES = 1 << PLACE_BITS;

    /** Questions on the way to a leaf at most. */
    public static final int MAX_DEPTH = 64;

    /** Features at most: a word has to hold twice as many. */
    static final int MAX_FEATURES = 1 << (Integer.SIZE - PLACE_BITS - 1);

    /** Trees that are walked at once. */
    private static final int LANES = 4;

    private static final int PLACE_MASK = MAX_NODES - 1;

    private final List<Feature> features;
    private final float base;
    private final int[] roots;
    private final NodeTable nodes;

    /** Of each feature its place in the catalogue. */
    private final int[] catalogueIndex;

    /** Of each node what is expected at it. */
    private final double[] expected;

    /** The nodes again, as a score reads them; siblings together, a tree's nodes together. */
    private final long[] words;

    /** Of each node in the order of {@link #words}: what a leaf adds. */
    private final float[] leaves;

    /** Of so many trees as are walked at once the depth of the deepest. */
    private final int[] depths;

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
        this.catalogueIndex = this.features.stream().mapToInt(Feature::index).toArray();
        this.expected = expectations(nodes);
        this.words = new long[nodes.size()];
        this.leaves = new float[nodes.size()];
        this.depths = new int[(roots.length + LANES - 1) / LANES];
        int[] places = new int[nodes.size()];
        for (int tree = 0; tree < roots.length; tree++) {
            int end = tree + 1 < roots.length ? roots[tree + 1] : nodes.size();
            int depth = lay(roots[tree], end, places);
            depths[tree / LANES] = Math.max(depths[tree / LANES], depth);
        }
    }

    /**
     * Lays a tree's nodes out level by level.
     *
     * @param order room for what node stands where
     * @return the tree's depth
     */
    private int lay(int root, int end, int[] order) {
        order[root] = root;
        int free = root + 1;
        int depth = 0;
        int levelEnd = free;
        for (int place = root; place < end; place++) {
            if (place == levelEnd) {
                depth++;
                levelEnd = free;
            }
            int node = order[place];
            if (nodes.isLeaf(node)) {
                words[place] = word(Float.NaN, 0, place);
                leaves[place] = nodes.thresholds()[node];
            } else {
                order[free] = nodes.left()[node];
                order[free + 1] = nodes.right()[node];
                int value =
                        nodes.features()[node] + (nodes.absentLeft()[node] ? 0 : features.size());
                words[place] = word(nodes.thresholds()[node], value, free + 1);
                free += 2;
            }
        }
        return depth;
    }

    private static long word(float threshold, int value, int right) {
        return (long) Float.floatToRawIntBits(threshold) << Integer.SIZE
                | Integer.toUnsignedLong(value << PLACE_BITS | right);
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
        float[] values = values(vector);
        double margin = base;
        int tree = 0;
        for (; tree + LANES <= roots.length; tree += LANES) {
            int first = roots[tree];
            int second = roots[tree + 1];
            int third = roots[tree + 2];
            int fourth = roots[tree + 3];
            for (int step = depths[tree / LANES]; step > 0; step--) {
                first = step(first, values);
                second = step(second, values);
                third = step(third, values);
                fourth = step(fourth, values);
            }
            margin = margin + leaves[first] + leaves[second] + leaves[third] + leaves[fourth];
        }
        for (; tree < roots.length; tree++) {
            int place = roots[tree];
            for (int step = depths[tree / LANES]; step > 0; step--) {
                place = step(place, values);
            }
            margin += leaves[place];
        }
        return margin;
    }

    /** Of each feature what a node compares that sends absent values left, then of the others. */
    private float[] values(FeatureVector vector) {
        int count = catalogueIndex.length;
        float[] values = new float[2 * count];
        for (int i = 0; i < count; i++) {
            float value = (float) vector.at(catalogueIndex[i]);
            boolean absent = Float.isNaN(value);
            values[i] = absent ? Float.NEGATIVE_INFINITY : value;
            values[count + i] = absent ? Float.POSITIVE_INFINITY : value;
        }
        return values;
    }

    private int step(int place, float[] values) {
        long word = words[place];
        int low = (int) word;
        float threshold = Float.intBitsToFloat((int) (word >>> Integer.SIZE));
        return (low & PLACE_MASK) - (values[low >>> PLACE_BITS] < threshold ? 1 : 0);
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
            while (!nodes.isLeaf(node)) {
                int child = next(node, vector);
                contributions[nodes.features()[node]] += expected[child] - expected[node];
                node = child;
            }
            margin += nodes.thresholds()[node];
        }
        return new Explained(logistic(margin), bias, contributions);
    }

    private int next(int node, FeatureVector vector) {
        float value = (float) vector.at(catalogueIndex[nodes.features()[node]]);
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
