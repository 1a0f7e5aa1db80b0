package dev.tributary.benchmarks;

import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.Verdict;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.domain.rules.CompiledRule;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleGuard;

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

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What many rules cost a transaction. {@code indexed} is which rules speak; {@code oneByOne} the
 * same without the index; {@code event} a whole verdict and the new history, features, settings'
 * rules and reasons included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RuleAssessment {
    private static final Instant EVENT_TIME = Instant.parse("2026-01-01T00:00:00Z");

    @Param({"10", "100", "1000", "10000"})
    int rules;

    private final RuleGuard guard = new RuleGuard(System::nanoTime, RuleGuard.Limits.defaults());
    private List<CardTraffic.Event> events = List.of();
    private CompiledRules compiled = CompiledRules.of(List.of(), null);
    private FraudScorer scorer = new FraudScorer(ScorerSettings.defaults());
    private int next;

    @Setup
    public void makeUp() {
        events = CardTraffic.events(1);
        List<FeatureVector> sample = events.stream().map(CardTraffic.Event::features).toList();
        List<RuleDefinition> definitions = new LearnedRules(1, sample).rules(rules, "learned-");
        compiled = CompiledRules.of(definitions, null);
        RuleSet ruleSet = RuleSet.of(ScorerSettings.defaults(), definitions, null);
        scorer =
                new FraudScorer(
                        ScorerSettings.defaults(),
                        () -> ruleSet,
                        guard,
                        EntityRiskSource.NONE,
                        () -> ModelInForce.NONE);
        int[] speaking =
                sample.stream()
                        .mapToInt(vector -> compiled.speaking(vector, EVENT_TIME, guard).size())
                        .sorted()
                        .toArray();
        System.out.printf(
                "# %d rules, index %d kB; speaking about one of %d transactions: mean %.3f, median"
                        + " %d, p99 %d%n",
                rules,
                compiled.indexBytes() >> 10,
                speaking.length,
                (double) Arrays.stream(speaking).sum() / speaking.length,
                speaking[speaking.length / 2],
                speaking[speaking.length * 99 / 100]);
    }

    @Benchmark
    public List<CompiledRule> indexed() {
        return compiled.speaking(nextEvent().features(), EVENT_TIME, guard);
    }

    @Benchmark
    public int oneByOne() {
        FeatureVector transaction = nextEvent().features();
        int speaking = 0;
        for (CompiledRule rule : compiled.rules()) {
            speaking += rule.expression().holds(transaction) ? 1 : 0;
        }
        return speaking;
    }

    @Benchmark
    public Verdict event() {
        CardTraffic.Event event = nextEvent();
        return scorer.score(event.before(), event.transaction()).verdict();
    }

    private CardTraffic.Event nextEvent() {
        next = (next + 1) % events.size();
        return events.get(next);
    }
}
