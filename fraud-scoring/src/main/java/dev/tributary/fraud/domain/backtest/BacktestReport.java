package dev.tributary.fraud.domain.backtest;

import dev.tributary.fraud.domain.learning.DayCounts;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.util.List;

/**
 * What rules would have done over a range of time.
 *
 * @param firstDay first day of event time with a transaction, UTC; null where there was none
 * @param lastDay last such day
 * @param days days with a transaction, which alerts a day are counted by
 * @param transactions all transactions
 * @param alerts those that at least one rule speaks about
 * @param decided those that were not approved then; null where nobody decided
 * @param added those in {@code alerts} that were approved then; null where nobody decided
 * @param rules how each rule did, in the order of their ids
 */
public record BacktestReport(
        @Nullable LocalDate firstDay,
        @Nullable LocalDate lastDay,
        int days,
        DayCounts transactions,
        DayCounts alerts,
        @Nullable DayCounts decided,
        @Nullable DayCounts added,
        List<RuleResult> rules) {

    /**
     * How one rule did.
     *
     * @param counts transactions it speaks about, and what became of them
     */
    public record RuleResult(String ruleId, DayCounts counts) {}

    public BacktestReport {
        rules = List.copyOf(rules);
    }

    /** Share of the labelled frauds that are among these; null where no fraud is known. */
    public @Nullable Double recall(DayCounts counts) {
        return transactions.frauds() == 0 ? null : (double) counts.frauds() / transactions.frauds();
    }

    /** These over the number of days; 0 where there was no transaction. */
    public double aDay(DayCounts counts) {
        return days == 0 ? 0 : (double) counts.hits() / days;
    }
}
