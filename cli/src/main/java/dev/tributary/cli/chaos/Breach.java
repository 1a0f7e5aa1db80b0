package dev.tributary.cli.chaos;

/**
 * A promise that was not kept.
 *
 * @param rule which
 * @param subject of which movement, reservation, order or sku
 * @param detail what was found
 */
record Breach(Rule rule, String subject, String detail) {
    /** The promises. */
    enum Rule {
        /** Every operation is answered in the end. */
        ANSWERED,
        /** What is valid is not refused, what is not valid is not taken. */
        REFUSED_RIGHTLY,
        /** What was acknowledged happened. */
        NOT_LOST,
        /** Nothing happened twice. */
        NOT_TWICE,
        /** What was refused, or never sent, did not happen. */
        NOT_INVENTED,
        /** All answers about one thing agree with one end of it. */
        ONE_ANSWER,
        /** Nothing is open after its time, and nothing is held for nobody. */
        NOT_STRANDED,
        /** Stock is what came, less what went. */
        SUMS,
        /** The suite itself finds nothing wrong, at any time. */
        INVARIANTS
    }

    @Override
    public String toString() {
        return rule + " " + subject + ": " + detail;
    }
}
