package dev.tributary.fraud.domain.learning;

/** What a label means for a transaction that was decided. */
public sealed interface Labelling {
    /**
     * It is the first one.
     *
     * @param after the transaction with it
     */
    record First(DecidedTransaction after) implements Labelling {}

    /**
     * It counts in place of another one.
     *
     * @param before what counted
     * @param after the transaction with the new one
     */
    record Corrected(Label before, DecidedTransaction after) implements Labelling {}

    /** It is the one that counts. */
    record Repeated() implements Labelling {}

    /** One that was known later counts. */
    record Superseded() implements Labelling {}
}
