package dev.tributary.benchmarks;

import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.rules.RuleDefinition;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Making a set of 10,000 rules: all of them new, all new and written so that CEL has to read them,
 * and with one that changed. No warm-up: a service makes few sets in its life, and the first of
 * each fork is one in a cold process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5)
@Fork(3)
public class RuleSwap {
    private static final int RULES = 10_000;

    private List<RuleDefinition> definitions = List.of();
    private List<RuleDefinition> inParentheses = List.of();
    private List<RuleDefinition> oneChanged = List.of();

    @Setup
    public void makeUp() {
        List<FeatureVector> sample =
                CardTraffic.events(1).stream().map(CardTraffic.Event::features).toList();
        LearnedRules learned = new LearnedRules(1, sample);
        definitions = learned.rules(RULES, "learned-");
        inParentheses = definitions.stream().map(RuleSwap::inParentheses).toList();
        oneChanged = new ArrayList<>(definitions);
        oneChanged.set(RULES / 2, learned.rules(1, "changed-").getFirst());
    }

    @Benchmark
    public RuleSet allNew() {
        return RuleSet.of(ScorerSettings.defaults(), definitions, null);
    }

    @Benchmark
    public RuleSet allNewByCel() {
        return RuleSet.of(ScorerSettings.defaults(), inParentheses, null);
    }

    @Benchmark
    public RuleSet oneChanged(Standing standing) {
        return RuleSet.of(ScorerSettings.defaults(), oneChanged, standing.ruleSet);
    }

    private static RuleDefinition inParentheses(RuleDefinition rule) {
        return new RuleDefinition(
                rule.ruleId(),
                rule.family(),
                "(" + rule.expression() + ")",
                rule.action(),
                rule.weight(),
                rule.mode(),
                rule.origin(),
                rule.description(),
                rule.expiresAt());
    }

    /** A set in force that has all but one of the rules. */
    @State(Scope.Benchmark)
    public static class Standing {
        private RuleSet ruleSet = RuleSet.of(ScorerSettings.defaults());

        @Setup
        public void make(RuleSwap swap) {
            ruleSet = RuleSet.of(ScorerSettings.defaults(), swap.definitions, null);
        }
    }
}
