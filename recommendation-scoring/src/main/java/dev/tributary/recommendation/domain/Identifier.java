package dev.tributary.recommendation.domain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

/** What every identifier must be, so that state kept by it stays bounded. */
final class Identifier {
    /** Longest identifier, in UTF-16 units. */
    static final int MAX_LENGTH = 64;

    private static final int DIGEST_BYTES = 16;

    private Identifier() {}

    static String checked(String kind, String value) {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    kind + " has " + value.length() + " characters, not 1 to " + MAX_LENGTH);
        }
        return value;
    }

    /** 128 bits of SHA-256 in hexadecimal digits, from which the text cannot be found again. */
    static String digest(String value) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(value.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** 64 bits that stand for an identifier where many are kept. */
    static long hash(String value) {
        return UUID.nameUUIDFromBytes(value.getBytes(StandardCharsets.UTF_8))
                .getLeastSignificantBits();
    }
}
