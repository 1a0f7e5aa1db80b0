package dev.tributary.recommendation.domain;

/** What a visitor did with an item, from the weakest sign of interest to the strongest. */
public enum InteractionKind {
    /** Looked at it. */
    VIEW,
    /** Put it into the cart. */
    CART,
    /** Bought it. */
    PURCHASE
}
