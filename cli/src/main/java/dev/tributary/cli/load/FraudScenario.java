package dev.tributary.cli.load;

/** Why a simulated transaction is fraud, in the order and with the numbers of the handbook. */
public enum FraudScenario {
    /** It is honest. */
    NONE,
    /** Its amount as first drawn is above 220. */
    HIGH_AMOUNT,
    /** Its terminal was bad that day. */
    BAD_TERMINAL,
    /** Its card was stolen: the amount is five times what the owner would have spent. */
    STOLEN_CARD
}
