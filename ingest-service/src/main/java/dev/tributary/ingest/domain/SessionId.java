package dev.tributary.ingest.domain;

/**
 * A customer's visit to the shop. The order of a session's interactions is the order of its log.
 *
 * @param value as {@link TextRules#name} has it
 */
public record SessionId(String value) {
    public SessionId {
        TextRules.name(value);
    }
}
