package dev.tributary.cli.fraud;

import java.time.Duration;
import java.time.Instant;

/** Consecutive parts of a table, of equal length in event time. */
final class Folds {
    /** First row of each, and the row after the last. */
    private final int[] firstRows;

    /**
     * @throws FraudDataException where a fold has no transaction
     */
    Folds(TransactionTable table, Instant from, Instant to, int count) {
        firstRows = new int[count + 1];
        Duration length = Duration.between(from, to);
        for (int fold = 0; fold <= count; fold++) {
            firstRows[fold] =
                    table.firstRowFrom(from.plus(length.multipliedBy(fold).dividedBy(count)));
            if (fold > 0 && firstRows[fold] == firstRows[fold - 1]) {
                throw new FraudDataException(
                        "no transaction in fold %d of %d from %s to %s"
                                .formatted(fold, count, from, to));
            }
        }
    }

    /** Number of folds. */
    int count() {
        return firstRows.length - 1;
    }

    /** First row of a fold, counted from 0. */
    int firstRow(int fold) {
        return firstRows[fold];
    }

    /** The row after the last fold. */
    int endRow() {
        return firstRows[firstRows.length - 1];
    }

    /** The fold of a row, counted from 0; -1 for none. */
    int of(int row) {
        if (row >= endRow()) {
            return -1;
        }
        int fold = count() - 1;
        while (fold >= 0 && row < firstRows[fold]) {
            fold--;
        }
        return fold;
    }

    /**
     * @param frauds from the first fold on
     * @param rows of the first folds
     * @throws FraudDataException where all of these are fraud, or none is
     */
    void requireBothKinds(boolean[] frauds, int rows, int folds) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            count += frauds[row] ? 1 : 0;
        }
        if (count == 0 || count == rows) {
            throw new FraudDataException(
                    "%s of the %,d transactions of the first %d folds is fraud; both kinds are needed"
                            .formatted(count == 0 ? "none" : "each", rows, folds));
        }
    }
}
