package dev.tributary.fraud.config;

import dev.tributary.fraud.domain.rules.RuleGuard;
import dev.tributary.fraud.query.KnownRule;
import dev.tributary.fraud.query.RuleFeed;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Tells of rules that misbehave. */
final class GuardMeters {
    private GuardMeters() {}

    static void bind(RuleGuard guard, RuleFeed rules, MeterRegistry meters) {
        FunctionCounter.builder("tributary.fraud.rule.guard.failures", guard, RuleGuard::failures)
                .description("Evaluations of a rule that threw")
                .register(meters);
        FunctionCounter.builder(
                        "tributary.fraud.rule.guard.slownesses", guard, RuleGuard::slownesses)
                .description("Evaluations of a rule that took too long")
                .register(meters);
        Gauge.builder("tributary.fraud.rule.guard.disabled", guard, it -> disabled(it, rules))
                .description("Rules that are not evaluated here any more")
                .baseUnit("rules")
                .register(meters);
    }

    /** Without those that were removed or changed since. */
    private static long disabled(RuleGuard guard, RuleFeed rules) {
        return guard.disabled().stream()
                .filter(ruleId ->
                        rules.find(ruleId) instanceof KnownRule.Usable rule
                                && guard.isDisabled(ruleId, rule.definition().expression()))
                .count();
    }
}
