package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

/**
 * What passes each node of trees where no feature on the way is absent, since a rule does not speak
 * where one is.
 */
final class PathCounts {
    private final NodeTable nodes;
    private final int[] roots;
    private final int width;

    PathCounts(TreeEnsemble trees, NodeTable nodes) {
        this.nodes = nodes;
        this.roots = trees.roots();
        this.width = trees.features().size();
    }

    /**
     * @param values of the features of the trees, row by row
     * @return by node
     */
    DayCounts[] count(float[] values, boolean[] frauds) {
        long[] hits = new long[nodes.features().length];
        long[] fraudHits = new long[hits.length];
        for (int root : roots) {
            for (int row = 0; row < values.length / width; row++) {
                int node = root;
                while (node >= 0) {
                    hits[node]++;
                    fraudHits[node] += frauds[row] ? 1 : 0;
                    node = next(node, values, row * width);
                }
            }
        }
        DayCounts[] counts = new DayCounts[hits.length];
        for (int node = 0; node < counts.length; node++) {
            counts[node] = new DayCounts(hits[node], fraudHits[node], hits[node] - fraudHits[node]);
        }
        return counts;
    }

    /** -1 at a leaf and where the feature is absent. */
    private int next(int node, float[] values, int begin) {
        int feature = nodes.features()[node];
        if (feature < 0 || Float.isNaN(values[begin + feature])) {
            return -1;
        }
        return values[begin + feature] < nodes.thresholds()[node]
                ? nodes.left()[node]
                : nodes.right()[node];
    }
}
