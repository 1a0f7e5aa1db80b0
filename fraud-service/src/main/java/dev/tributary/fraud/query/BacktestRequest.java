package dev.tributary.fraud.query;

import dev.tributary.fraud.domain.rules.RuleDefinition;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * What is asked of a backtest.
 *
 * @param rules with different ids, of any mode, whose expressions mean something
 * @param ruleSetVersion the set that they are; null where they were given one by one
 * @param from event time of the first transaction
 * @param to event time after the last, after {@code from}
 */
public record BacktestRequest(
        List<RuleDefinition> rules, @Nullable String ruleSetVersion, Instant from, Instant to) {
    public BacktestRequest {
        rules = List.copyOf(rules);
        if (!from.isBefore(to)) {
            throw new IllegalArgumentException(from + " is not before " + to);
        }
    }
}
