package dev.tributary.cli.fraud;

/** History that nothing can be learned from; the message tells a person why, in one line. */
final class FraudDataException extends RuntimeException {
    FraudDataException(String message) {
        super(message);
    }

    FraudDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
