package dev.tributary.inventory.domain;

/**
 * What ever came and went, in units. What is on hand follows from it.
 *
 * @param received units of all receipts
 * @param returned units of all returns
 * @param adjusted units of all adjustments, below 0 where more was taken away than added
 * @param sold units of all committed holds
 */
public record StockCounts(long received, long returned, long adjusted, long sold) {
    /** Nothing came, nothing went. */
    public static final StockCounts ZERO = new StockCounts(0, 0, 0, 0);

    /** What must be on hand. */
    public long expectedOnHand() {
        return received + returned + adjusted - sold;
    }

    StockCounts plus(Move move) {
        long quantity = move.quantity();
        return switch (move.kind()) {
            case RECEIPT -> new StockCounts(received + quantity, returned, adjusted, sold);
            case RETURN -> new StockCounts(received, returned + quantity, adjusted, sold);
            case ADJUSTMENT -> new StockCounts(received, returned, adjusted + quantity, sold);
        };
    }

    StockCounts plusSold(long units) {
        return new StockCounts(received, returned, adjusted, sold + units);
    }

    /** Adds both; throws {@link ArithmeticException} where the sum fits no long. */
    StockCounts plus(StockCounts other) {
        return new StockCounts(
                Math.addExact(received, other.received),
                Math.addExact(returned, other.returned),
                Math.addExact(adjusted, other.adjusted),
                Math.addExact(sold, other.sold));
    }

    /**
     * Whether every count of movements is at most so large. What was sold came before, so it needs
     * no bound of its own and a sale never fails.
     */
    boolean areWithin(long countMax) {
        return received <= countMax
                && returned <= countMax
                && adjusted <= countMax
                && adjusted >= -countMax;
    }
}
