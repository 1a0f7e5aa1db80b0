package dev.tributary.fraud.domain.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.FeatureVectors;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Scores and contributions, by hand and against a recursion over trees of objects. */
class TreeEnsembleTest {
    private static final List<Feature> FEATURES =
            List.of(Feature.AMOUNT_MINOR, Feature.CARD_COUNT_1H, Feature.TRAVEL_KM);

    /**
     * Amount below 100: -1 (cover 3), else 2 (cover 1): the root expects (3 x -1 + 1 x 2) / 4 =
     * -0.25. At 150: margin 0.5 + 2, of which 0.25 is bias and 2.25 is the amount's.
     */
    @Test
    void shouldScoreAndExplainAsByHand() {
        TreeEnsemble trees = stump();
        FeatureVector large = FeatureVectors.of(Map.of(Feature.AMOUNT_MINOR, 150.0));
        FeatureVector atTheThreshold = FeatureVectors.of(Map.of(Feature.AMOUNT_MINOR, 100.0));
        FeatureVector below = FeatureVectors.of(Map.of(Feature.AMOUNT_MINOR, 99.0));

        assertThat(trees.margin(large)).isEqualTo(2.5);
        assertThat(trees.probability(large)).isCloseTo(0.924142, within(1e-6));
        assertThat(trees.margin(atTheThreshold)).isEqualTo(2.5);
        assertThat(trees.margin(below)).isEqualTo(-0.5);
        TreeEnsemble.Explained explained = trees.explain(large);
        assertThat(explained.probability()).isEqualTo(trees.probability(large));
        assertThat(explained.bias()).isEqualTo(0.25);
        assertThat(explained.contributions()).containsExactly(2.25, 0, 0);
    }

    @Test
    void shouldSendAnAbsentValueTheDefaultWay() {
        assertThat(stump().margin(FeatureVectors.of(Map.of()))).isEqualTo(-0.5);
    }

    /** A tree of objects, evaluated by recursion. */
    private sealed interface Tree {
        record Leaf(float value, float cover) implements Tree {}

        record Split(int feature, float threshold, boolean absentLeft, Tree left, Tree right)
                implements Tree {}

        default float cover() {
            return switch (this) {
                case Leaf leaf -> leaf.cover();
                case Split split -> split.left().cover() + split.right().cover();
            };
        }

        default double expected() {
            return switch (this) {
                case Leaf leaf -> leaf.value();
                case Split split ->
                        (split.left().cover() * split.left().expected()
                                        + split.right().cover() * split.right().expected())
                                / (split.left().cover() + split.right().cover());
            };
        }

        default double score(FeatureVector vector, double[] contributions) {
            return switch (this) {
                case Leaf leaf -> leaf.value();
                case Split split -> {
                    Feature feature = FEATURES.get(split.feature());
                    boolean goesLeft =
                            vector.has(feature)
                                    ? (float) vector.get(feature) < split.threshold()
                                    : split.absentLeft();
                    Tree child = goesLeft ? split.left() : split.right();
                    contributions[split.feature()] += child.expected() - expected();
                    yield child.score(vector, contributions);
                }
            };
        }
    }

    @Test
    void shouldEqualARecursionOverRandomTrees() {
        long seed = 11;
        for (int round = 0; round < 500; round++) {
            Random random = new Random(seed + round);
            List<Tree> forest = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(20); i++) {
                forest.add(randomTree(random, 6));
            }
            float base = random.nextFloat(-3, 3);
            TreeEnsemble trees = flat(forest, base);
            for (int i = 0; i < 20; i++) {
                FeatureVector vector = randomVector(random);
                double[] contributions = new double[FEATURES.size()];
                double margin = base;
                double bias = base;
                for (Tree tree : forest) {
                    margin += tree.score(vector, contributions);
                    bias += tree.expected();
                }
                TreeEnsemble.Explained explained = trees.explain(vector);

                String where = "seed " + (seed + round);
                assertThat(trees.margin(vector)).as(where).isCloseTo(margin, within(1e-9));
                assertThat(explained.bias()).as(where).isCloseTo(bias, within(1e-4));
                for (int f = 0; f < contributions.length; f++) {
                    assertThat(explained.contributions()[f])
                            .as(where)
                            .isCloseTo(contributions[f], within(1e-4));
                }
                assertThat(explained.bias() + Arrays.stream(explained.contributions()).sum())
                        .as("%s: adds up", where)
                        .isCloseTo(margin, within(1e-9));
            }
        }
    }

    @Test
    void shouldRefuseWhatIsNoTree() {
        refuses(t -> t.features[0] = 3, "asks no feature");
        refuses(t -> t.left[0] = 0, "has the child 0");
        refuses(t -> t.right[0] = 1, "has the child 1");
        refuses(t -> t.right[0] = 3, "has the child 3");
        refuses(t -> t.left[0] = -1, "has the child -1");
        refuses(t -> t.thresholds[1] = Float.NaN, "has no number");
        refuses(t -> t.covers[2] = 0, "covered nothing");
        refuses(t -> t.features[0] = -1, "hangs nowhere");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new TreeEnsemble(FEATURES, Float.NaN, new int[] {0}, new Table().table()))
                .withMessageContaining("base is NaN");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeEnsemble(FEATURES, 0, new int[0], new Table().table()))
                .withMessageContaining("0 trees");
    }

    @Test
    void shouldRefuseAModelForOtherFeatures() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FraudModel.features(List.of("amountMinor", "mood", "weather")))
                .withMessage("the catalogue has no feature [mood, weather]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FraudModel.features(List.of("amountMinor", "amountMinor")))
                .withMessageContaining("twice");
        assertThat(FraudModel.features(List.of("amountMinor", "cardCount1h", "travelKm")))
                .isEqualTo(FEATURES);
    }

    /** The three nodes of a stump, to be spoilt. */
    private static final class Table {
        final int[] features = {0, -1, -1};
        final float[] thresholds = {100, -1, 2};
        final int[] left = {1, -1, -1};
        final int[] right = {2, -1, -1};
        final float[] covers = {4, 3, 1};

        NodeTable table() {
            return new NodeTable(
                    features, thresholds, left, right, new boolean[] {true, false, false}, covers);
        }
    }

    private interface Spoiler {
        void spoil(Table table);
    }

    private static void refuses(Spoiler spoiler, String because) {
        Table table = new Table();
        spoiler.spoil(table);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TreeEnsemble(FEATURES, 0, new int[] {0}, table.table()))
                .withMessageContaining(because);
    }

    private static TreeEnsemble stump() {
        return new TreeEnsemble(FEATURES, 0.5f, new int[] {0}, new Table().table());
    }

    private static Tree randomTree(Random random, int depth) {
        if (depth == 0 || random.nextInt(4) == 0) {
            return new Tree.Leaf(random.nextFloat(-1, 1), random.nextFloat(0.1f, 10));
        }
        return new Tree.Split(
                random.nextInt(FEATURES.size()),
                random.nextInt(10),
                random.nextBoolean(),
                randomTree(random, depth - 1),
                randomTree(random, depth - 1));
    }

    private static FeatureVector randomVector(Random random) {
        Map<Feature, Double> values = new HashMap<>();
        for (Feature feature : FEATURES) {
            if (random.nextInt(4) > 0) {
                values.put(
                        feature, random.nextBoolean() ? random.nextInt(10) : random.nextDouble(10));
            }
        }
        return FeatureVectors.of(values);
    }

    private static TreeEnsemble flat(List<Tree> forest, float base) {
        List<Object[]> rows = new ArrayList<>();
        List<Integer> roots = new ArrayList<>();
        for (Tree tree : forest) {
            roots.add(rows.size());
            append(rows, tree);
        }
        int size = rows.size();
        NodeTable nodes =
                new NodeTable(
                        new int[size],
                        new float[size],
                        new int[size],
                        new int[size],
                        new boolean[size],
                        new float[size]);
        for (int i = 0; i < size; i++) {
            Object[] row = rows.get(i);
            nodes.features()[i] = (int) row[0];
            nodes.thresholds()[i] = (float) row[1];
            nodes.left()[i] = (int) row[2];
            nodes.right()[i] = (int) row[3];
            nodes.absentLeft()[i] = (boolean) row[4];
            nodes.covers()[i] = (float) row[5];
        }
        return new TreeEnsemble(
                FEATURES, base, roots.stream().mapToInt(Integer::intValue).toArray(), nodes);
    }

    private static int append(List<Object[]> rows, Tree tree) {
        int place = rows.size();
        switch (tree) {
            case Tree.Leaf leaf ->
                    rows.add(new Object[] {-1, leaf.value(), -1, -1, false, leaf.cover()});
            case Tree.Split split -> {
                Object[] row = {
                    split.feature(), split.threshold(), 0, 0, split.absentLeft(), tree.cover()
                };
                rows.add(row);
                row[2] = append(rows, split.left());
                row[3] = append(rows, split.right());
            }
        }
        return place;
    }
}
