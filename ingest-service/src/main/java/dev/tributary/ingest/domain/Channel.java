package dev.tributary.ingest.domain;

/** How a card was used. */
public enum Channel {
    /** The card was at the terminal. */
    CARD_PRESENT,
    /** The card's data were entered in a shop on the net. */
    ECOMMERCE,
    /** Cash was drawn. */
    ATM;

    /**
     * @throws IllegalArgumentException saying what a channel must be
     */
    public static Channel of(String text) {
        return TextRules.oneOf(values(), text);
    }
}
