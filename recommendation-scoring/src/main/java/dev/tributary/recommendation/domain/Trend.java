package dev.tributary.recommendation.domain;

/**
 * An item that is looked at of late.
 *
 * @param interest sum of what was done with it in the window, what is longer ago counting less
 */
public record Trend(Sku sku, double interest) {}
