package dev.tributary.fraud.wire;

/** A record that is readable but is no model, or one that this version cannot use. */
public final class InvalidModelException extends RuntimeException {
    public InvalidModelException(String message) {
        super(message);
    }

    public InvalidModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
