package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Many rules behind one index. Made on one thread, without any effect outside; immutable then, so
 * that whoever holds the reference may swap it for the next.
 */
public final class CompiledRules {
    /** Rules of one set, those that are switched off included. */
    public static final int MAX_RULES = 20_000;

    private static final Comparator<CompiledRule> HEAVIEST_FIRST =
            Comparator.comparingDouble((CompiledRule rule) -> rule.definition().weight())
                    .reversed()
                    .thenComparing(CompiledRule::ruleId);

    private final List<CompiledRule> rules;
    private final Map<String, List<RuleFault>> refused;
    private final Map<String, RuleExpression> expressions;

    /** By the place of the rule, null for one that does not expire. */
    private final @Nullable Instant[] expiries;

    /** By term, the place of its rule. */
    private final int[] ruleOf;

    /** By term, what has to be evaluated, null for nothing. */
    private final @Nullable Condition[] rests;

    private final TermIndex index;

    private CompiledRules(
            List<CompiledRule> rules,
            Map<String, List<RuleFault>> refused,
            Map<String, RuleExpression> expressions) {
        this.rules = List.copyOf(rules);
        this.refused = Collections.unmodifiableMap(refused);
        this.expressions = expressions;
        this.expiries = new Instant[rules.size()];
        List<Term> terms = new ArrayList<>();
        List<Integer> owners = new ArrayList<>();
        for (int place = 0; place < rules.size(); place++) {
            expiries[place] = rules.get(place).definition().expiresAt();
            for (Term term : rules.get(place).expression().terms()) {
                terms.add(term);
                owners.add(place);
            }
        }
        this.ruleOf = owners.stream().mapToInt(Integer::intValue).toArray();
        this.rests = new Condition[terms.size()];
        for (int t = 0; t < rests.length; t++) {
            Condition rest = terms.get(t).rest();
            rests[t] = rest == Condition.Always.TRUE ? null : rest;
        }
        this.index = new TermIndex(terms);
    }

    /**
     * A rule whose expression is refused is left out and told of by {@link #refused()}: one that
     * was written for features of another version must not stop the others.
     *
     * @param definitions the rules, in any order
     * @param previous where expressions that did not change are taken from, null for none
     * @throws IllegalArgumentException where an id stands twice or there are more than {@value
     *     #MAX_RULES}
     */
    public static CompiledRules of(
            Collection<RuleDefinition> definitions, @Nullable CompiledRules previous) {
        requireDistinct(definitions);
        Map<String, RuleExpression> known = previous == null ? Map.of() : previous.expressions;
        Map<String, RuleExpression> expressions = new HashMap<>();
        Map<String, List<RuleFault>> refused = new TreeMap<>();
        List<CompiledRule> rules = new ArrayList<>(definitions.size());
        for (RuleDefinition definition : definitions) {
            RuleExpression expression = known.get(definition.expression());
            if (expression == null) {
                switch (RuleCompiler.compile(definition.expression())) {
                    case Compilation.Compiled(RuleExpression compiled) -> expression = compiled;
                    case Compilation.Refused(List<RuleFault> faults) -> {
                        refused.put(definition.ruleId(), faults);
                        continue;
                    }
                }
            }
            expressions.put(definition.expression(), expression);
            if (definition.mode() != Mode.DISABLED) {
                rules.add(new CompiledRule(definition, expression));
            }
        }
        rules.sort(HEAVIEST_FIRST);
        return new CompiledRules(rules, refused, expressions);
    }

    private static void requireDistinct(Collection<RuleDefinition> definitions) {
        if (definitions.size() > MAX_RULES) {
            throw new IllegalArgumentException(
                    definitions.size() + " rules, more than " + MAX_RULES);
        }
        Set<String> ids = new HashSet<>();
        for (RuleDefinition definition : definitions) {
            if (!ids.add(definition.ruleId())) {
                throw new IllegalArgumentException("two rules have the id " + definition.ruleId());
            }
        }
    }

    /** The rules that are evaluated: not switched off, not refused; heaviest first, ties by id. */
    public List<CompiledRule> rules() {
        return rules;
    }

    /** By id, why rules were left out. */
    public Map<String, List<RuleFault>> refused() {
        return refused;
    }

    /** Memory of the index in bytes, without what the rules themselves take. */
    public long indexBytes() {
        return index.rowBytes();
    }

    /**
     * The rules that speak about a transaction, in the order of {@link #rules()}.
     *
     * @param eventTime when the transaction happened; a rule that has expired by then is silent
     * @param guard keeps rules away that misbehave
     */
    public List<CompiledRule> speaking(FeatureVector features, Instant eventTime, RuleGuard guard) {
        int[] found = index.find(features);
        if (found.length == 0) {
            return List.of();
        }
        int[] places = new int[found.length];
        int count = 0;
        for (int term : found) {
            if (holds(term, features, eventTime, guard)) {
                places[count] = ruleOf[term];
                count++;
            }
        }
        Arrays.sort(places, 0, count);
        List<CompiledRule> speaking = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            // More than one term of a rule may hold.
            if (i == 0 || places[i] != places[i - 1]) {
                speaking.add(rules.get(places[i]));
            }
        }
        return speaking;
    }

    /** From arrays, because most rules that come here are not in the processor's caches. */
    private boolean holds(int term, FeatureVector features, Instant eventTime, RuleGuard guard) {
        Instant expiresAt = expiries[ruleOf[term]];
        if (expiresAt != null && !eventTime.isBefore(expiresAt)) {
            return false;
        }
        Condition rest = rests[term];
        return rest == null || guard.holds(rules.get(ruleOf[term]), rest, features);
    }
}
