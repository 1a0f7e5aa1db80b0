package dev.tributary.fraud.domain;

/** What to do with a transaction. */
public enum Decision {
    /** Let it through. */
    APPROVE,
    /** Let a human look. */
    REVIEW,
    /** Stop it. */
    BLOCK
}
