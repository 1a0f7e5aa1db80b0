package dev.tributary.inventory.domain;

/**
 * Sets how many units are never promised to anybody. The latest one counts.
 *
 * @param units 0 or more; fewer are told as refused
 */
public record SetSafetyStock(long units) implements StockCommand {}
