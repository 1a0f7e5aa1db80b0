package dev.tributary.cli.recommendation;

/** Click logs that nothing can be learned from; the message tells a person why, in one line. */
final class ClickDataException extends RuntimeException {
    ClickDataException(String message) {
        super(message);
    }

    ClickDataException(String message, Throwable cause) {
        super(message, cause);
    }
}
