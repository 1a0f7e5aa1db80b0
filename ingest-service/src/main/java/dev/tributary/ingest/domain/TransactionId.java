package dev.tributary.ingest.domain;

import java.util.regex.Pattern;

/**
 * Identity of a transaction: the same id again is the same transaction. It is a segment of an
 * address, so it has only characters that a segment may have as they are (RFC 3986, {@code pchar}
 * without escapes), and is neither of the two segments that mean something else.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters
 */
public record TransactionId(String value) {
    /** Longest id. */
    public static final int MAX_LENGTH = 64;

    private static final Pattern SEGMENT =
            Pattern.compile("[A-Za-z0-9._~!$&'()*+,=:@-]{1," + MAX_LENGTH + "}");

    public TransactionId {
        if (!SEGMENT.matcher(value).matches() || value.equals(".") || value.equals("..")) {
            throw new IllegalArgumentException(
                    "must have 1 to "
                            + MAX_LENGTH
                            + " characters of A-Z a-z 0-9 . _ ~ ! $ & ' ( ) * + , = : @ -");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
