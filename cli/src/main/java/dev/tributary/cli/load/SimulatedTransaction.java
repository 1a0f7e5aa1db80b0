package dev.tributary.cli.load;

import java.time.Instant;

/**
 * One transaction of the simulation.
 *
 * @param transactionId the same for the same settings and place in time; sorts like time
 * @param occurredAt whole seconds
 * @param card number of the card, from 0
 * @param day day of the simulation, from 0
 * @param ordinal place among the card's transactions of that day, in order of drawing, from 0
 * @param terminal number of the terminal, from 0
 * @param amountMinor cents; greater than 0
 * @param scenario whether and why it is fraud
 */
public record SimulatedTransaction(
        String transactionId,
        Instant occurredAt,
        int card,
        int day,
        int ordinal,
        int terminal,
        long amountMinor,
        FraudScenario scenario) {

    /** The card's id in requests and files. */
    public String cardId() {
        return "c-" + card;
    }

    /** The terminal's id in requests and files. */
    public String terminalId() {
        return "t-" + terminal;
    }

    /** True where the transaction is fraud. */
    public boolean fraud() {
        return scenario != FraudScenario.NONE;
    }
}
