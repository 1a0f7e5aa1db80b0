package dev.tributary.local;

/** A child process died, or was not ready in time; the message names its log and ends with it. */
public final class ChildProcessException extends RuntimeException {
    ChildProcessException(String message) {
        super(message);
    }

    ChildProcessException(String message, Throwable cause) {
        super(message, cause);
    }
}
