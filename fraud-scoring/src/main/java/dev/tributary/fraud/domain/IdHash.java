package dev.tributary.fraud.domain;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Eight bytes that stand for an identifier where hundreds are kept in one record: the beginning of
 * its SHA-256. Two of the few hundred identifiers of a record share them by chance once in some
 * 10^15 records, and then one transaction of a card is not counted; a cryptographic hash, because
 * whoever could make two ids collide at will could hide attempts.
 */
final class IdHash {
    private IdHash() {}

    static long of(String identifier) {
        byte[] digest = sha256().digest(identifier.getBytes(StandardCharsets.UTF_8));
        return ByteBuffer.wrap(digest).getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
