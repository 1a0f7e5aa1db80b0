package dev.tributary.fraud.topology;

/**
 * A record that is readable but is no transaction: whoever wrote it broke the contract. The record
 * goes to the dead letters with this message.
 */
final class InvalidTransactionException extends RuntimeException {
    InvalidTransactionException(String message) {
        super(message);
    }

    InvalidTransactionException(String message, Throwable cause) {
        super(message, cause);
    }
}
