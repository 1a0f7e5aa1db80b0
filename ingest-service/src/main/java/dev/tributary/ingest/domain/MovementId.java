package dev.tributary.ingest.domain;

/**
 * Identity of a stock movement: the same id of the same sku again is the same movement.
 *
 * @param value as {@link TextRules#name} has it
 */
public record MovementId(String value) {
    public MovementId {
        TextRules.name(value);
    }
}
