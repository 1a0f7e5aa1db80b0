package dev.tributary.recommendation.domain;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** What every identifier must be, so that state kept by it stays bounded. */
final class Identifier {
    /** Longest identifier, in UTF-16 units. */
    static final int MAX_LENGTH = 64;

    private Identifier() {}

    static String checked(String kind, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    kind + " has " + value.length() + " characters, not 1 to " + MAX_LENGTH);
        }
        return value;
    }

    /** 64 bits that stand for an identifier where many are kept. */
    static long hash(String value) {
        return UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8))
                .getLeastSignificantBits();
    }
}
