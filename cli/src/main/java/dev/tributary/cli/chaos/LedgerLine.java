package dev.tributary.cli.chaos;

import java.time.Instant;

/** One line of the ledger, in the order in which they were written. */
sealed interface LedgerLine {
    /**
     * An operation is about to be sent for the first time.
     *
     * @param at by the clock of the sender
     */
    record Intent(Instant at, Operation operation) implements LedgerLine {}

    /**
     * An operation that is in the ledger is about to be sent again.
     *
     * @param operation its id
     */
    record Again(Instant at, String operation) implements LedgerLine {}

    /**
     * What came back for a delivery.
     *
     * @param operation its id
     */
    record Answer(Instant at, String operation, Told told) implements LedgerLine {}
}
