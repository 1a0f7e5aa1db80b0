package dev.tributary.inventory.domain;

import dev.tributary.inventory.domain.StockViolation.Rule;

import java.util.ArrayList;
import java.util.List;

/**
 * Sums over the levels and the holds of many skus, in units. The levels and the holds must be of
 * one moment for {@link #violations} to mean anything. A sum that fits no long throws {@link
 * ArithmeticException}.
 *
 * @param skus levels that were added
 * @param counts what ever came and went
 * @param held units of open holds
 */
public record StockTotals(
        long skus,
        StockCounts counts,
        long onHand,
        long reserved,
        long safetyStock,
        long available,
        long held) {
    /** Nothing yet. */
    public static final StockTotals EMPTY = new StockTotals(0, StockCounts.ZERO, 0, 0, 0, 0, 0);

    /** With one more sku. */
    public StockTotals add(StockLevel level) {
        return merge(
                new StockTotals(
                        1,
                        level.counts(),
                        level.onHand(),
                        level.reserved(),
                        level.safetyStock(),
                        level.available(),
                        0));
    }

    /** With one more hold, open or not. */
    public StockTotals add(Hold hold) {
        return merge(new StockTotals(0, StockCounts.ZERO, 0, 0, 0, 0, hold.reserved()));
    }

    /** With the totals of other skus. */
    public StockTotals merge(StockTotals other) {
        return new StockTotals(
                Math.addExact(skus, other.skus),
                counts.plus(other.counts),
                Math.addExact(onHand, other.onHand),
                Math.addExact(reserved, other.reserved),
                Math.addExact(safetyStock, other.safetyStock),
                Math.addExact(available, other.available),
                Math.addExact(held, other.held));
    }

    /** Promises that the sums do not keep; see {@link StockLevel#violations} for those of a sku. */
    public List<StockViolation> violations() {
        List<StockViolation> violations = new ArrayList<>();
        if (counts.expectedOnHand() != onHand) {
            violations.add(
                    new StockViolation(Rule.BALANCE, counts + ", but on hand are " + onHand));
        }
        if (reserved < 0 || reserved > onHand) {
            violations.add(
                    new StockViolation(
                            Rule.RESERVED_WITHIN_ON_HAND, reserved + " reserved of " + onHand));
        }
        if (available != onHand - reserved - safetyStock) {
            violations.add(
                    new StockViolation(
                            Rule.AVAILABLE,
                            "%d available, on hand %d, reserved %d, safety stock %d"
                                    .formatted(available, onHand, reserved, safetyStock)));
        }
        if (held != reserved) {
            violations.add(
                    new StockViolation(Rule.HOLDS, held + " held, but reserved are " + reserved));
        }
        return violations;
    }
}
