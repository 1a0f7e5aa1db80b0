package dev.tributary.fraud.config;

import dev.tributary.fraud.topology.ScoringListener;
import dev.tributary.schemas.fraud.Reason;
import dev.tributary.schemas.fraud.Verdict;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts verdicts and the rules that spoke ({@value #RULES_MAX} by name), and times how old a
 * transaction was when it was scored. Counted when decided: a verdict whose commit fails is
 * decided, and counted, again.
 */
final class ScoringMeters implements ScoringListener {
    /** Rules with a counter of their own, the first to speak; rules come and go for ever. */
    static final int RULES_MAX = 1_000;

    /** Takes the others; no rule can be called so. */
    static final String OTHER_RULES = "(other)";

    private final MeterRegistry meters;
    private final Timer age;
    private final Map<String, Counter> verdicts = new ConcurrentHashMap<>();
    private final Map<String, Counter> rules = new ConcurrentHashMap<>();

    ScoringMeters(MeterRegistry meters) {
        this.meters = meters;
        this.age =
                Timer.builder("tributary.fraud.stage")
                        .tag("stage", "fetch")
                        .description("From taken in at the door to scored")
                        .register(meters);
    }

    @Override
    public void decided(Verdict verdict, Duration sinceReceived) {
        age.record(sinceReceived);
        String decision = verdict.getRepeat() ? "REPEAT" : verdict.getDecision().name();
        verdicts.computeIfAbsent(decision, this::verdictCounter).increment();
        if (!verdict.getRepeat()) {
            for (Reason reason : verdict.getReasons()) {
                rule(reason.getCode()).increment();
            }
        }
    }

    private Counter rule(String code) {
        Counter known = rules.get(code);
        if (known != null) {
            return known;
        }
        String named = rules.size() < RULES_MAX ? code : OTHER_RULES;
        return rules.computeIfAbsent(named, this::ruleCounter);
    }

    private Counter verdictCounter(String decision) {
        return Counter.builder("tributary.fraud.verdicts")
                .tag("decision", decision)
                .description("Transactions decided, and deliveries recognised as repeats")
                .register(meters);
    }

    private Counter ruleCounter(String rule) {
        return Counter.builder("tributary.fraud.rule.hits")
                .tag("rule", rule)
                .description("Transactions that the rule spoke about")
                .register(meters);
    }
}
