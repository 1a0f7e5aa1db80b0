package dev.tributary.cli.fraud;

import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.backtest.Backtest;
import dev.tributary.fraud.domain.backtest.BacktestReport;
import dev.tributary.fraud.domain.backtest.BacktestReport.RuleResult;
import dev.tributary.fraud.domain.backtest.PastTransaction;
import dev.tributary.fraud.domain.learning.DayCounts;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleFault;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A backtest over a table of labelled transactions, whose features are made by the live code. */
final class BacktestOfFile {
    /** Scores from which on a model is looked at. */
    private static final double[] SCORES = {
        0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95
    };

    private final TransactionTable table;
    private final Instant from;
    private final Instant to;

    /**
     * @param from event time of the first transaction that counts; those before make features
     * @param to event time after the last
     * @throws FraudDataException where no transaction lies between them
     */
    BacktestOfFile(TransactionTable table, Instant from, Instant to) {
        this.table = table;
        this.from = from;
        this.to = to;
        if (table.firstRowFrom(from) >= table.firstRowFrom(to)) {
            throw new FraudDataException(
                    "no transaction from %s to %s; the file has %s to %s"
                            .formatted(
                                    from,
                                    to,
                                    Instant.ofEpochMilli(table.timeMs(0)),
                                    Instant.ofEpochMilli(table.timeMs(table.size() - 1))));
        }
    }

    /**
     * Tries rules of any mode.
     *
     * @param labelDelay after which a label enters features
     * @throws FraudDataException where expressions mean nothing
     */
    BacktestReport run(List<RuleDefinition> rules, Duration labelDelay) {
        Backtest backtest = new Backtest(rules);
        if (!backtest.refused().isEmpty()) {
            throw new FraudDataException(
                    backtest.refused().entrySet().stream()
                            .map(rule -> told(rule.getKey(), rule.getValue().getFirst()))
                            .collect(Collectors.joining(System.lineSeparator())));
        }
        replay(
                labelDelay,
                LearnedConstants.NONE,
                (row, features) ->
                        backtest.add(
                                new PastTransaction(time(row), features, null), table.fraud(row)));
        return backtest.report();
    }

    private static String told(String ruleId, RuleFault fault) {
        return "rule %s means nothing: line %d, column %d: %s"
                .formatted(ruleId, fault.line(), fault.column(), fault.reason());
    }

    /** Tries a model; each score that alerts may begin at is told as a rule. */
    BacktestReport run(FraudModel model, Duration labelDelay) {
        DayCounts[] alerts = new DayCounts[SCORES.length];
        Arrays.fill(alerts, DayCounts.NONE);
        DayCounts[] transactions = {DayCounts.NONE};
        NavigableSet<LocalDate> days = new TreeSet<>();
        replay(
                labelDelay,
                model.learned(),
                (row, features) -> {
                    boolean fraud = table.fraud(row);
                    double score = model.trees().probability(features);
                    transactions[0] = counted(transactions[0], fraud);
                    days.add(LocalDate.ofInstant(time(row), ZoneOffset.UTC));
                    for (int i = 0; i < SCORES.length && score >= SCORES[i]; i++) {
                        alerts[i] = counted(alerts[i], fraud);
                    }
                });
        List<RuleResult> results = new ArrayList<>();
        for (int i = 0; i < SCORES.length; i++) {
            String name = String.format(Locale.ROOT, "score-from-%.2f", SCORES[i]);
            results.add(new RuleResult(name, alerts[i]));
        }
        return new BacktestReport(
                days.first(),
                days.last(),
                days.size(),
                transactions[0],
                alerts[0],
                null,
                null,
                results);
    }

    private static DayCounts counted(DayCounts before, boolean fraud) {
        return before.plus(new DayCounts(1, fraud ? 1 : 0, fraud ? 0 : 1));
    }

    private void replay(Duration labelDelay, LearnedConstants learned, FeatureReplay.Sink sink) {
        int first = table.firstRowFrom(from);
        new FeatureReplay(table, LearnedHistory.scorer(labelDelay), learned)
                .run(
                        table.firstRowFrom(to),
                        (int row, FeatureVector features) -> {
                            if (row >= first) {
                                sink.accept(row, features);
                            }
                        });
    }

    private Instant time(int row) {
        return Instant.ofEpochMilli(table.timeMs(row));
    }
}
