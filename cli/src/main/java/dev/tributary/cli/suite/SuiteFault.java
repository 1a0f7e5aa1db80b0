package dev.tributary.cli.suite;

/** The suite cannot be started, found or used; the message tells a person why, and what to do. */
public final class SuiteFault extends RuntimeException {
    public SuiteFault(String message) {
        super(message);
    }

    public SuiteFault(String message, Throwable cause) {
        super(message, cause);
    }
}
