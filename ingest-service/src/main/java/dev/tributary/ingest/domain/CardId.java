package dev.tributary.ingest.domain;

/**
 * Token of a card, never its number. Everything that is counted about a card hangs on it, and the
 * order of a card's transactions is the order of its log.
 *
 * @param value 1 to {@value TextRules#NAME_LENGTH_MAX} visible characters
 */
public record CardId(String value) {
    public CardId {
        TextRules.name(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
