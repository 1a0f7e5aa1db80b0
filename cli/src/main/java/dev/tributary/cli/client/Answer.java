package dev.tributary.cli.client;

/** What came back for a transaction. */
public sealed interface Answer {
    /** A committed verdict. */
    record Final(Decision decision) implements Answer {}

    /** A verdict that is not committed yet. */
    record Speculative(Decision decision) implements Answer {}

    /** Accepted, or known, and not decided yet. */
    record Pending() implements Answer {}

    /**
     * Not accepted.
     *
     * @param status the HTTP status, 400 or above
     * @param problem the body as it came, cut to a line
     */
    record Refused(int status, String problem) implements Answer {}

    /** Nothing came back: it may have been accepted or not. */
    record Unknown(String cause) implements Answer {}

    /** What was decided. */
    enum Decision {
        APPROVE,
        REVIEW,
        BLOCK
    }
}
