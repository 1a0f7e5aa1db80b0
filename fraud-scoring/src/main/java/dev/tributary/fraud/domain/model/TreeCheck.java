package dev.tributary.fraud.domain.model;

import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

/** Whether arrays are trees: whatever they hold, scoring them must end and stay inside. */
final class TreeCheck {
    private final int featureCount;
    private final float base;
    private final int[] roots;
    private final NodeTable nodes;

    TreeCheck(int featureCount, float base, int[] roots, NodeTable nodes) {
        this.featureCount = featureCount;
        this.base = base;
        this.roots = roots;
        this.nodes = nodes;
    }

    /**
     * @throws IllegalArgumentException where they are not
     */
    void check() {
        require(Float.isFinite(base), "base is " + base);
        require(
                roots.length >= 1 && roots.length <= TreeEnsemble.MAX_TREES,
                roots.length + " trees, not 1 to " + TreeEnsemble.MAX_TREES);
        require(
                featureCount <= TreeEnsemble.MAX_FEATURES,
                featureCount + " features, more than " + TreeEnsemble.MAX_FEATURES);
        int size = nodes.size();
        require(
                size >= 1 && size <= TreeEnsemble.MAX_NODES,
                size + " nodes, not 1 to " + TreeEnsemble.MAX_NODES);
        require(
                nodes.thresholds().length == size
                        && nodes.left().length == size
                        && nodes.right().length == size
                        && nodes.absentLeft().length == size
                        && nodes.covers().length == size,
                "columns of nodes differ in length");
        require(roots[0] == 0, "the first tree does not begin at node 0");
        for (int tree = 0; tree < roots.length; tree++) {
            int end = tree + 1 < roots.length ? roots[tree + 1] : size;
            require(roots[tree] < end && end <= size, "tree " + tree + " has no nodes");
            checkTree(roots[tree], end);
        }
    }

    private void checkTree(int root, int end) {
        boolean[] hasParent = new boolean[end - root];
        byte[] depths = new byte[end - root];
        for (int node = root; node < end; node++) {
            require(Float.isFinite(nodes.thresholds()[node]), "node " + node + " has no number");
            require(
                    nodes.covers()[node] > 0 && Float.isFinite(nodes.covers()[node]),
                    "node " + node + " covered nothing");
            require(nodes.features()[node] < featureCount, "node " + node + " asks no feature");
            require(node == root || hasParent[node - root], "node " + node + " hangs nowhere");
            if (!nodes.isLeaf(node)) {
                adopt(node, nodes.left()[node], root, end, hasParent);
                adopt(node, nodes.right()[node], root, end, hasParent);
                int depth = depths[node - root] + 1;
                require(
                        depth <= TreeEnsemble.MAX_DEPTH,
                        "node %d is deeper than %d".formatted(node, TreeEnsemble.MAX_DEPTH));
                depths[nodes.left()[node] - root] = (byte) depth;
                depths[nodes.right()[node] - root] = (byte) depth;
            }
        }
    }

    private static void adopt(int node, int child, int root, int end, boolean[] hasParent) {
        require(
                child > node && child < end && !hasParent[child - root],
                "node " + node + " has the child " + child);
        hasParent[child - root] = true;
    }

    private static void require(boolean valid, String otherwise) {
        if (!valid) {
            throw new IllegalArgumentException("no trees: " + otherwise);
        }
    }
}
