package dev.tributary.fraud.domain;

/** Token of a card, 1 to 64 characters; never a card number. */
public record CardId(String value) {
    public CardId {
        Identifier.checked("cardId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
