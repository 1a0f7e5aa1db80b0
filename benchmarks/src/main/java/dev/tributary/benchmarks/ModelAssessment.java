package dev.tributary.benchmarks;

import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.Verdict;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.domain.model.TreeEnsemble;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * What a model costs a transaction. {@code margin} is the score alone; {@code explained} the score
 * and what each feature did to it; {@code event} a whole verdict and the new history: features,
 * rules, model and reasons.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ModelAssessment {
    @Param({"10", "10000"})
    int rules;

    @Param("300")
    int trees;

    private List<CardTraffic.Event> events = List.of();
    private FraudScorer scorer = new FraudScorer(ScorerSettings.defaults());
    private @Nullable TreeEnsemble ensemble;
    private int next;

    @Setup
    public void makeUp() {
        events = CardTraffic.events(1);
        List<FeatureVector> sample = events.stream().map(CardTraffic.Event::features).toList();
        FraudModel model = LearnedTrees.model(1, trees, sample);
        TreeEnsemble made = model.trees();
        ensemble = made;
        RuleSet ruleSet =
                RuleSet.of(
                        ScorerSettings.defaults(),
                        new LearnedRules(1, sample).rules(rules, "learned-"),
                        null);
        ModelInForce inForce = ModelInForce.of(model);
        scorer =
                new FraudScorer(
                        ScorerSettings.defaults(),
                        () -> ruleSet,
                        new RuleGuard(System::nanoTime, RuleGuard.Limits.defaults()),
                        EntityRiskSource.NONE,
                        () -> inForce);
        double reasonFrom = ScorerSettings.defaults().model().reasonFrom();
        System.out.printf(
                "# %d rules, %d trees over %d features; a reason of the model for %d of %d"
                        + " transactions%n",
                rules,
                trees,
                made.features().size(),
                sample.stream().filter(it -> made.probability(it) >= reasonFrom).count(),
                sample.size());
    }

    @Benchmark
    public double margin() {
        return ensemble().margin(nextEvent().features());
    }

    @Benchmark
    public double[] explained() {
        return ensemble().explain(nextEvent().features()).contributions();
    }

    @Benchmark
    public Verdict event() {
        CardTraffic.Event event = nextEvent();
        return scorer.score(event.before(), event.transaction()).verdict();
    }

    private TreeEnsemble ensemble() {
        return Objects.requireNonNull(ensemble, "set up");
    }

    private CardTraffic.Event nextEvent() {
        next = (next + 1) % events.size();
        return events.get(next);
    }
}
