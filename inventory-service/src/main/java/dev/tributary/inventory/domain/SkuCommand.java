package dev.tributary.inventory.domain;

/** A command and whose stock it is for. */
public record SkuCommand(Sku sku, HoldCommand command) {}
