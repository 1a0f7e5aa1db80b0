package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.WilsonInterval;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.model.TreeEnsemble.NodeTable;
import dev.tributary.fraud.domain.rules.CompiledRule;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Mines rules from labelled history. The time is divided into folds. Candidates are the paths of
 * boosted trees that are grown on the first folds, as many as leave enough later ones, in turn; a
 * candidate counts by its hits on folds later than those it was grown on, found by the index and
 * the features of the live path. It is kept where the lower Wilson bound of its precision holds on
 * enough of them and it finds frauds that no rule before it finds, precisely enough, the one that
 * finds most first.
 *
 * <p>Many candidates are tried on the same folds, so that the best of them look better there than
 * they are: later days tell (a backtest, and the time on trial).
 */
final class RuleMiner {
    /** Candidates that are looked at, at most; the best where there are more. */
    static final int MAX_CANDIDATES = CompiledRules.MAX_RULES;

    /** Fewer frauds on the folds it was grown on do not make a candidate. */
    private static final int LEAST_GROWN_FRAUDS = 5;

    /** The amount cut is an amount that a rule can name itself. */
    private static final Feature NOT_LIVE = Feature.AMOUNT_ABOVE_CUT;

    private final TransactionTable table;
    private final ScorerSettings scorer;
    private final FraudTrainer trainer;
    private final MiningSettings settings;

    /**
     * @param candidates paths that were precise where they were grown
     * @param held those whose precision held on later folds
     * @param rules those that were kept, in the order in which they were
     * @param frauds on all folds but the first
     * @param found those among them that a kept rule finds
     * @param hits transactions on those folds that a kept rule speaks about
     */
    record Mined(
            int candidates, int held, List<MinedRule> rules, long frauds, long found, long hits) {}

    /** A path that was precise where it was grown. */
    record Path(String expression, int grownOn, double bound) {}

    RuleMiner(
            TransactionTable table,
            ScorerSettings scorer,
            TrainingSettings training,
            MiningSettings settings) {
        this.table = table;
        this.scorer = scorer;
        this.trainer = new FraudTrainer(training);
        this.settings = settings;
    }

    /**
     * @param from begin of the first fold
     * @param to end of the last
     * @param wanted features to use at most
     * @throws FraudDataException where there is too little to mine
     */
    Mined mine(Instant from, Instant to, List<Feature> wanted) {
        Folds folds = new Folds(table, from, to, settings.folds());
        List<Path> paths = candidates(folds, wanted);
        List<PathHits> hits = hits(folds, paths);
        List<PathHits> held = hits.stream().filter(this::holds).toList();
        BitSet frauds = frauds(folds);
        BitSet found = new BitSet();
        List<MinedRule> rules = chosen(held, frauds, found, folds);
        long hitRows = found.cardinality();
        found.and(frauds);
        return new Mined(
                paths.size(),
                held.size(),
                rules,
                frauds.get(folds.firstRow(1), folds.endRow()).cardinality(),
                found.cardinality(),
                hitRows);
    }

    /** Paths of trees grown on the first folds, those that are precise there. */
    private List<Path> candidates(Folds folds, List<Feature> wanted) {
        int firstRow = folds.firstRow(0);
        int last = settings.folds() - settings.leastFolds();
        int rows = folds.firstRow(last) - firstRow;
        FeatureMatrix matrix = new FeatureMatrix(rows);
        boolean[] frauds = new boolean[rows];
        new FeatureReplay(table, scorer, LearnedConstants.NONE)
                .run(
                        firstRow + rows,
                        (row, features) -> {
                            if (row >= firstRow) {
                                matrix.set(row - firstRow, features);
                                frauds[row - firstRow] = table.fraud(row);
                            }
                        });
        List<Feature> used =
                matrix.varying().stream()
                        .filter(it -> wanted.contains(it) && it != NOT_LIVE)
                        .toList();
        if (used.isEmpty()) {
            throw new FraudDataException("no feature varies on the first folds");
        }
        Map<String, Path> paths = new TreeMap<>();
        for (int grownOn = 1; grownOn <= last; grownOn++) {
            int grownRows = folds.firstRow(grownOn) - firstRow;
            folds.requireBothKinds(frauds, grownRows, grownOn);
            TreeEnsemble trees = trainer.grow(matrix, frauds, used, grownRows, settings.rounds());
            float[] values = matrix.part(0, grownRows, used);
            for (Path path : paths(trees, values, frauds, grownOn)) {
                // The earlier one leaves more later folds.
                paths.putIfAbsent(path.expression(), path);
            }
        }
        return paths.values().stream()
                .sorted(
                        Comparator.comparingDouble(Path::bound)
                                .reversed()
                                .thenComparing(Path::expression))
                .limit(MAX_CANDIDATES)
                .toList();
    }

    private List<Path> paths(TreeEnsemble trees, float[] values, boolean[] frauds, int grownOn) {
        NodeTable nodes = trees.nodes();
        DayCounts[] counts = new PathCounts(trees, nodes).count(values, frauds);
        Conjunction[] conjunctions = new Conjunction[counts.length];
        for (int root : trees.roots()) {
            conjunctions[root] = Conjunction.root();
        }
        List<Path> paths = new ArrayList<>();
        for (int node = 0; node < counts.length; node++) {
            Conjunction here = conjunctions[node];
            String expression = here.expression();
            double bound = bound(counts[node]);
            if (expression != null
                    && expression.length() <= RuleDefinition.MAX_EXPRESSION_LENGTH
                    && counts[node].frauds() >= LEAST_GROWN_FRAUDS
                    && bound >= settings.leastPrecision()) {
                paths.add(new Path(expression, grownOn, bound));
            }
            if (nodes.features()[node] >= 0) {
                Feature feature = trees.features().get(nodes.features()[node]);
                float threshold = nodes.thresholds()[node];
                conjunctions[nodes.left()[node]] = here.below(feature, threshold);
                conjunctions[nodes.right()[node]] = here.from(feature, threshold);
            }
        }
        return paths;
    }

    /** What the candidates hit, by the code of the live path. */
    private List<PathHits> hits(Folds folds, List<Path> paths) {
        // With more hits than that it cannot be precise enough.
        int most = (int) (frauds(folds).cardinality() / settings.leastPrecision());
        Map<String, PathHits> byId = new HashMap<>();
        List<RuleDefinition> definitions = new ArrayList<>();
        for (Path path : paths) {
            RuleDefinition definition = definition(path.expression());
            definitions.add(definition);
            byId.put(definition.ruleId(), new PathHits(path, folds, most));
        }
        CompiledRules rules = CompiledRules.of(definitions, null);
        RuleGuard guard = RuleGuard.withoutClock();
        new FeatureReplay(table, scorer, LearnedConstants.NONE)
                .run(
                        folds.endRow(),
                        (row, features) -> {
                            int fold = folds.of(row);
                            if (fold < 0) {
                                return;
                            }
                            Instant at = Instant.ofEpochMilli(table.timeMs(row));
                            for (CompiledRule rule : rules.speaking(features, at, guard)) {
                                Objects.requireNonNull(byId.get(rule.ruleId()))
                                        .add(fold, row, table.fraud(row));
                            }
                        });
        return definitions.stream()
                .map(it -> Objects.requireNonNull(byId.get(it.ruleId())))
                .toList();
    }

    private static RuleDefinition definition(String expression) {
        return new RuleDefinition(
                MinedRule.ruleId(expression),
                "CANDIDATE",
                expression,
                Action.SCORE,
                0.5,
                Mode.ACTIVE,
                Origin.LEARNED,
                "A candidate.",
                null);
    }

    private boolean holds(PathHits hits) {
        long folds =
                hits.later().stream().filter(it -> bound(it) >= settings.leastPrecision()).count();
        return !hits.isTooMany()
                && folds >= settings.leastFolds()
                && bound(hits.all()) >= settings.leastPrecision();
    }

    private static double bound(DayCounts counts) {
        return WilsonInterval.of(counts.frauds(), counts.hits()).lower();
    }

    /** Those that find frauds which none before them finds, the one that finds most first. */
    private List<MinedRule> chosen(List<PathHits> held, BitSet frauds, BitSet found, Folds folds) {
        List<MinedRule> rules = new ArrayList<>();
        List<PathHits> open = new ArrayList<>(held);
        while (rules.size() < settings.rulesMax()) {
            Map<PathHits, Integer> gains = gains(open, frauds, found);
            PathHits best = best(gains);
            if (best == null) {
                return rules;
            }
            int grownOn = best.path().grownOn();
            rules.add(
                    new MinedRule(
                            best.path().expression(),
                            grownOn,
                            best.later(),
                            Objects.requireNonNull(gains.get(best)),
                            frauds.get(folds.firstRow(grownOn), folds.endRow()).cardinality()));
            best.mark(found);
            open = new ArrayList<>(gains.keySet());
            open.removeIf(it -> it.alike(best) >= settings.alike());
        }
        return rules;
    }

    /** Frauds that each adds, of those that add enough, precisely enough. */
    private Map<PathHits, Integer> gains(List<PathHits> open, BitSet frauds, BitSet found) {
        Map<PathHits, Integer> gains = new LinkedHashMap<>();
        for (PathHits hits : open) {
            DayCounts added = hits.beside(found, frauds);
            if (added.frauds() >= settings.leastGain()
                    && added.frauds() >= settings.leastPrecision() * added.hits()) {
                gains.put(hits, (int) added.frauds());
            }
        }
        return gains;
    }

    private static @Nullable PathHits best(Map<PathHits, Integer> gains) {
        return gains.keySet().stream()
                .max(
                        Comparator.<PathHits>comparingInt(it -> gains.getOrDefault(it, 0))
                                .thenComparingDouble(it -> bound(it.all()))
                                .thenComparing(it -> it.path().expression()))
                .orElse(null);
    }

    private BitSet frauds(Folds folds) {
        BitSet frauds = new BitSet(folds.endRow());
        for (int row = folds.firstRow(0); row < folds.endRow(); row++) {
            frauds.set(row, table.fraud(row));
        }
        return frauds;
    }
}
