package dev.tributary.inventory.domain;

/**
 * A promise that stock did not keep.
 *
 * @param detail the numbers that disagree
 */
public record StockViolation(Rule rule, String detail) {
    /** What must hold. */
    public enum Rule {
        /** received + returned + adjusted - sold = onHand. */
        BALANCE,
        /** In every warehouse, 0 <= reserved <= onHand. */
        RESERVED_WITHIN_ON_HAND,
        /** Counts of units are not negative. */
        NOT_NEGATIVE,
        /** What was sold had come before. */
        NOT_OVERSOLD,
        /** available = onHand - reserved - safetyStock. */
        AVAILABLE,
        /** The units of all open holds are what is reserved. */
        HOLDS
    }
}
