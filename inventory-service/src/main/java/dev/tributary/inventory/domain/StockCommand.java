package dev.tributary.inventory.domain;

/** What a sku's stock is told. */
public sealed interface StockCommand permits Move, SetSafetyStock, HoldCommand {}
