package dev.tributary.fraud.wire;

/**
 * A record that is readable but is no rule to this version: whoever wrote it broke the contract or
 * is of a later version. The rule is left out, and this message told.
 */
public final class InvalidRuleException extends RuntimeException {
    InvalidRuleException(String message) {
        super(message);
    }

    InvalidRuleException(String message, Throwable cause) {
        super(message, cause);
    }
}
