package dev.tributary.inventory.domain;

/** What a verdict says of the transaction behind an order. */
public enum FraudDecision {
    /** Sell. */
    APPROVE,
    /** Keep the stock until somebody has looked. */
    REVIEW,
    /** Do not sell. */
    BLOCK
}
