package dev.tributary.recommendation.domain;

/** The best of many rows, in order. */
final class BestFew {
    /** Which of two rows is better. */
    interface Order {
        /** Total: of two different rows one is better. */
        boolean isBetter(int row, int other);
    }

    private final int[] rows;
    private final Order order;
    private int size;

    /**
     * @param max rows kept, at least 1
     */
    BestFew(int max, Order order) {
        this.rows = new int[max];
        this.order = order;
    }

    void clear() {
        size = 0;
    }

    /** Whether a row is among the best so far. */
    boolean admits(int row) {
        return size < rows.length || order.isBetter(row, rows[size - 1]);
    }

    /** Keeps a row if it is among the best so far. */
    void offer(int row) {
        if (!admits(row)) {
            return;
        }
        size = Math.min(size + 1, rows.length);
        int at = size - 1;
        while (at > 0 && order.isBetter(row, rows[at - 1])) {
            rows[at] = rows[at - 1];
            at--;
        }
        rows[at] = row;
    }

    int size() {
        return size;
    }

    /** One of the rows, 0 being the best. */
    int row(int rank) {
        return rows[rank];
    }
}
