package dev.tributary.fraud.wire;

/**
 * A record that is readable but is no transaction: whoever wrote it broke the contract. The record
 * goes to the dead letters with this message.
 */
public final class InvalidTransactionException extends RuntimeException {
    public InvalidTransactionException(String message) {
        super(message);
    }

    public InvalidTransactionException(String message, Throwable cause) {
        super(message, cause);
    }
}
