package dev.tributary.cli.fraud;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The published protocol of evaluation (Y.-A. Le Borgne, W. Siblini, B. Lebichot, G. Bontempi,
 * Reproducible Machine Learning for Credit Card Fraud Detection - Practical Handbook, chapters 4
 * and 5). A card that is known to be compromised is left out: on test day k, a card that had a
 * fraud in training or on a day that is labelled by then, which is up to the last day of training
 * plus k days (test days and delays count from 0).
 */
final class FraudProtocol {
    /** Cards that investigators look at a day. */
    static final int CARDS_A_DAY = 100;

    /** Training days of the published protocol. */
    static final int PUBLISHED_TRAINING_DAYS = 7;

    /**
     * @param cardPrecision mean over the test days of the share of frauded cards among the {@value
     *     #CARDS_A_DAY} with the highest score, a card found on an earlier day not counting again
     * @param transactions judged
     * @param frauds among them
     */
    record Result(RankingMetrics ranking, double cardPrecision, int transactions, int frauds) {}

    private final TransactionTable table;
    private final EvaluationPeriod period;

    FraudProtocol(TransactionTable table, EvaluationPeriod period) {
        this.table = table;
        this.period = period;
    }

    /**
     * @param scores of all transactions of the test days, in order of the table
     * @param leaveOutDays last days of training whose frauds leave cards out
     */
    Result judge(float[] scores, int leaveOutDays) {
        int firstTestRow = table.firstRowFrom(period.testFrom());
        BitSet judged = judged(Math.min(leaveOutDays, period.trainDays()));
        float[] kept = new float[judged.cardinality()];
        boolean[] frauds = new boolean[kept.length];
        int fraudCount = 0;
        int to = 0;
        for (int row = judged.nextSetBit(0); row >= 0; row = judged.nextSetBit(row + 1)) {
            kept[to] = scores[row - firstTestRow];
            frauds[to] = table.fraud(row);
            fraudCount += frauds[to] ? 1 : 0;
            to++;
        }
        return new Result(
                RankingMetrics.of(kept, frauds),
                cardPrecision(scores, firstTestRow, judged),
                kept.length,
                fraudCount);
    }

    private BitSet judged(int leaveOutDays) {
        BitSet judged = new BitSet(table.size());
        BitSet leftOut = new BitSet(table.cardCount());
        addFrauded(leftOut, period.trainDays() - leaveOutDays, period.trainDays());
        for (int day = 0; day < period.testDays(); day++) {
            addFrauded(leftOut, period.trainDays() + day - 1, period.trainDays() + day);
            int testDay = period.trainDays() + period.delayDays() + day;
            int end = table.firstRowFrom(period.midnight(testDay + 1));
            for (int row = table.firstRowFrom(period.midnight(testDay)); row < end; row++) {
                judged.set(row, !leftOut.get(table.card(row)));
            }
        }
        return judged;
    }

    /** Days are counted from the first training day. */
    private void addFrauded(BitSet cards, int fromDay, int toDay) {
        int end = table.firstRowFrom(period.midnight(toDay));
        for (int row = table.firstRowFrom(period.midnight(fromDay)); row < end; row++) {
            if (table.fraud(row)) {
                cards.set(table.card(row));
            }
        }
    }

    private static final class CardDay {
        final int card;
        float score = Float.NEGATIVE_INFINITY;
        boolean fraud;

        CardDay(int card) {
            this.card = card;
        }

        int card() {
            return card;
        }

        float score() {
            return score;
        }
    }

    private double cardPrecision(float[] scores, int firstTestRow, BitSet judged) {
        BitSet found = new BitSet(table.cardCount());
        double sum = 0;
        for (int day = 0; day < period.testDays(); day++) {
            int testDay = period.trainDays() + period.delayDays() + day;
            int from = table.firstRowFrom(period.midnight(testDay));
            int to = table.firstRowFrom(period.midnight(testDay + 1));
            Map<Integer, CardDay> cards = new HashMap<>();
            for (int row = judged.nextSetBit(from);
                    row >= 0 && row < to;
                    row = judged.nextSetBit(row + 1)) {
                if (!found.get(table.card(row))) {
                    CardDay card = cards.computeIfAbsent(table.card(row), CardDay::new);
                    card.score = Math.max(card.score, scores[row - firstTestRow]);
                    card.fraud |= table.fraud(row);
                }
            }
            List<CardDay> alerted =
                    cards.values().stream()
                            .sorted(
                                    Comparator.comparingDouble(CardDay::score)
                                            .reversed()
                                            .thenComparingInt(CardDay::card))
                            .limit(CARDS_A_DAY)
                            .toList();
            for (CardDay card : alerted) {
                if (card.fraud) {
                    found.set(card.card);
                    sum += 1.0 / CARDS_A_DAY;
                }
            }
        }
        return sum / period.testDays();
    }

    static double mean(double... values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
