package dev.tributary.ingest.domain;

/**
 * Identity of an interaction: the same id of the same session again is the same interaction.
 *
 * @param value as {@link TextRules#name} has it
 */
public record InteractionId(String value) {
    public InteractionId {
        TextRules.name(value);
    }
}
