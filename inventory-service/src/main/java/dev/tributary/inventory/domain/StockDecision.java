package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

/**
 * What a command did.
 *
 * @param level the sku after it; the very same object where nothing changed
 * @param hold the reservation's hold after it, likewise; absent for other commands, and where
 *     nothing is known of it
 * @param outcome what to answer
 * @param alert that availability crossed the threshold; mostly absent
 */
public record StockDecision(
        StockLevel level, @Nullable Hold hold, StockOutcome outcome, @Nullable StockAlert alert) {}
