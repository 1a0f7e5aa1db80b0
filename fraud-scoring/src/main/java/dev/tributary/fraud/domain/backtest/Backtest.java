package dev.tributary.fraud.domain.backtest;

import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.backtest.BacktestReport.RuleResult;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.rules.CompiledRule;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleFault;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * Evaluates rules over past transactions, by the index and the language of the live path, and
 * counts what became of those that each speaks about. Every rule is evaluated, whatever its mode:
 * what is asked is what it would have done. One that expires is silent from then on, in event time,
 * as it would be live.
 *
 * <p>Transactions come in any order, each once. Memory depends on the number of rules and of days,
 * not of transactions. For one thread.
 */
public final class Backtest {
    private static final Comparator<RuleResult> BY_ID = Comparator.comparing(RuleResult::ruleId);

    private final CompiledRules rules;
    private final RuleGuard guard = RuleGuard.withoutClock();

    /** Place of a rule in the columns, by id. */
    private final Map<String, Integer> places = new HashMap<>();

    private final long[] hits;
    private final long[] frauds;
    private final long[] honest;
    private final NavigableSet<LocalDate> days = new TreeSet<>();
    private DayCounts transactions = DayCounts.NONE;
    private DayCounts alerts = DayCounts.NONE;
    private DayCounts decided = DayCounts.NONE;
    private DayCounts added = DayCounts.NONE;
    private boolean anyDecided;

    /**
     * @param definitions rules of any mode, each with an id of its own
     * @throws IllegalArgumentException where an id stands twice or there are more than {@link
     *     CompiledRules#MAX_RULES}
     */
    public Backtest(Collection<RuleDefinition> definitions) {
        rules = CompiledRules.of(definitions.stream().map(it -> it.in(Mode.ACTIVE)).toList(), null);
        for (CompiledRule rule : rules.rules()) {
            places.put(rule.ruleId(), places.size());
        }
        hits = new long[places.size()];
        frauds = new long[places.size()];
        honest = new long[places.size()];
    }

    /** By id, rules that are not evaluated because their expression means nothing, and why. */
    public Map<String, List<RuleFault>> refused() {
        return rules.refused();
    }

    /**
     * @param fraud what is known of it; null for nothing
     */
    public void add(PastTransaction transaction, @Nullable Boolean fraud) {
        Instant occurredAt = transaction.occurredAt();
        days.add(LocalDate.ofInstant(occurredAt, ZoneOffset.UTC));
        transactions = counted(transactions, fraud);
        List<CompiledRule> speaking = rules.speaking(transaction.features(), occurredAt, guard);
        for (CompiledRule rule : speaking) {
            count(Objects.requireNonNull(places.get(rule.ruleId())), fraud);
        }
        Decision decision = transaction.decision();
        anyDecided |= decision != null;
        if (!speaking.isEmpty()) {
            alerts = counted(alerts, fraud);
            added = decision == Decision.APPROVE ? counted(added, fraud) : added;
        }
        if (decision == Decision.REVIEW || decision == Decision.BLOCK) {
            decided = counted(decided, fraud);
        }
    }

    private void count(int place, @Nullable Boolean fraud) {
        hits[place]++;
        if (fraud != null && fraud) {
            frauds[place]++;
        } else if (fraud != null) {
            honest[place]++;
        }
    }

    private static DayCounts counted(DayCounts before, @Nullable Boolean fraud) {
        return new DayCounts(
                before.hits() + 1,
                before.frauds() + (fraud != null && fraud ? 1 : 0),
                before.honest() + (fraud != null && !fraud ? 1 : 0));
    }

    /** What there is to tell by now. */
    public BacktestReport report() {
        List<RuleResult> results = new ArrayList<>();
        places.forEach((ruleId, place) ->
                results.add(
                        new RuleResult(
                                ruleId, new DayCounts(hits[place], frauds[place], honest[place]))));
        results.sort(BY_ID);
        return new BacktestReport(
                days.isEmpty() ? null : days.first(),
                days.isEmpty() ? null : days.last(),
                days.size(),
                transactions,
                alerts,
                anyDecided ? decided : null,
                anyDecided ? added : null,
                results);
    }
}
