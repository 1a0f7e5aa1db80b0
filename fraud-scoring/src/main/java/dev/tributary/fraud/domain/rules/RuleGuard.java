package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.FeatureVector;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Keeps rules away that throw or take too long, so that the verdict stands and comes in time. The
 * language of rules should allow neither; this is for the day on which it turns out to. One for a
 * process, for any number of threads.
 *
 * <p>What an index answers needs no guard; this one watches over what has to be evaluated. An
 * evaluation that throws is taken as silence, one that is slow counts. Either is a strike; {@link
 * Limits#forgivenAfter} good evaluations take one back, so that a pause of the machine is forgiven;
 * at {@link Limits#strikes} the rule is disabled, in this process, until its expression changes.
 * That is the one thing in a verdict that a replay need not repeat.
 */
public final class RuleGuard {
    private final LongSupplier nanoTime;
    private final long slowNanos;
    private final Limits limits;

    /** By rule id, of rules with strikes only. */
    private final ConcurrentMap<String, Conduct> conducts = new ConcurrentHashMap<>();

    private final LongAdder failures = new LongAdder();
    private final LongAdder slownesses = new LongAdder();

    /**
     * When a rule is too much.
     *
     * @param slowerThan an evaluation that takes longer is slow; above 0
     * @param strikes bad evaluations that disable a rule; 1 or more
     * @param forgivenAfter good evaluations that make up for a bad one; 1 or more
     */
    public record Limits(Duration slowerThan, int strikes, int forgivenAfter) {
        public Limits {
            if (slowerThan.isZero() || slowerThan.isNegative()) {
                throw new IllegalArgumentException("slowerThan is " + slowerThan + ", not above 0");
            }
            if (strikes < 1 || forgivenAfter < 1) {
                throw new IllegalArgumentException(
                        "strikes and forgivenAfter are %d and %d, not 1 or more"
                                .formatted(strikes, forgivenAfter));
            }
        }

        /**
         * An evaluation takes well below a microsecond; a millisecond is a hundredth of a verdict.
         */
        public static Limits defaults() {
            return new Limits(Duration.ofMillis(1), 5, 1_000);
        }
    }

    /**
     * @param expression the text that earned it
     * @param debt good evaluations that are owed
     */
    private record Conduct(String expression, long debt) {}

    /**
     * @param nanoTime a clock that only goes forward, in nanoseconds from any origin
     */
    public RuleGuard(LongSupplier nanoTime, Limits limits) {
        this.nanoTime = nanoTime;
        this.slowNanos = limits.slowerThan().toNanos();
        this.limits = limits;
    }

    /** One that looks at no clock: for replays, where the time taken must not matter. */
    public static RuleGuard withoutClock() {
        return new RuleGuard(() -> 0, Limits.defaults());
    }

    /** Whether a rule with this expression is disabled here. */
    public boolean isDisabled(String ruleId, String expression) {
        Conduct conduct = conducts.get(ruleId);
        return conduct != null && isDisabled(conduct) && conduct.expression().equals(expression);
    }

    /** Rules that are disabled here, by id; some may have another expression by now. */
    public Set<String> disabled() {
        Set<String> disabled = new TreeSet<>();
        conducts.forEach((ruleId, conduct) -> {
            if (isDisabled(conduct)) {
                disabled.add(ruleId);
            }
        });
        return disabled;
    }

    /** Evaluations that threw. */
    public long failures() {
        return failures.sum();
    }

    /** Evaluations that were slow. */
    public long slownesses() {
        return slownesses.sum();
    }

    /** Whether the rest of a rule holds; not where it throws or the rule is disabled. */
    boolean holds(CompiledRule rule, Predicate<FeatureVector> rest, FeatureVector features) {
        Conduct conduct = conducts.get(rule.ruleId());
        if (conduct != null && isDisabled(conduct) && isAbout(conduct, rule)) {
            return false;
        }
        long begun = nanoTime.getAsLong();
        boolean holds;
        try {
            holds = rest.test(features);
        } catch (RuntimeException failure) {
            failures.increment();
            strike(rule);
            return false;
        }
        if (nanoTime.getAsLong() - begun > slowNanos) {
            slownesses.increment();
            strike(rule);
        } else if (conduct != null) {
            forgive(rule);
        }
        return holds;
    }

    private void strike(CompiledRule rule) {
        if (conducts.size() >= CompiledRules.MAX_RULES && !conducts.containsKey(rule.ruleId())) {
            return;
        }
        conducts.compute(
                rule.ruleId(),
                (_, before) ->
                        new Conduct(
                                rule.expression().text(),
                                (before != null && isAbout(before, rule) ? before.debt() : 0)
                                        + limits.forgivenAfter()));
    }

    private void forgive(CompiledRule rule) {
        conducts.computeIfPresent(
                rule.ruleId(),
                (_, before) ->
                        before.debt() <= 1 || !isAbout(before, rule)
                                ? null
                                : new Conduct(before.expression(), before.debt() - 1));
    }

    private boolean isDisabled(Conduct conduct) {
        return conduct.debt() >= (long) limits.strikes() * limits.forgivenAfter();
    }

    private static boolean isAbout(Conduct conduct, CompiledRule rule) {
        return conduct.expression().equals(rule.expression().text());
    }
}
