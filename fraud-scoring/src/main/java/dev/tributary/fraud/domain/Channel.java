package dev.tributary.fraud.domain;

/** How a card was used. */
public enum Channel {
    /** A channel that this version does not know. */
    UNKNOWN(false),
    /** At a merchant's terminal. */
    CARD_PRESENT(true),
    /** At a distance: nothing is known of where the card is. */
    ECOMMERCE(false),
    /** At a cash machine. */
    ATM(true);

    private final boolean inPerson;

    Channel(boolean inPerson) {
        this.inPerson = inPerson;
    }

    /** Whether the card itself was at the transaction's location. */
    public boolean inPerson() {
        return inPerson;
    }
}
