package dev.tributary.schemas;

/**
 * Keys of {@code ingest.interactions.v1}: sessionId, {@code U+0000}, interactionId. Each
 * interaction has a key of its own, so that a tombstone deletes it alone. A tombstone goes to the
 * partition of the sessionId, as its interaction did.
 */
public record InteractionKey(String sessionId, String interactionId) {
    private static final char BETWEEN = '\0';

    /**
     * Reads a key.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static InteractionKey parse(String key) {
        int between = key.indexOf(BETWEEN);
        if (between < 0) {
            throw new IllegalArgumentException("a key without the character U+0000");
        }
        return new InteractionKey(key.substring(0, between), key.substring(between + 1));
    }

    /**
     * The key of an interaction's record.
     *
     * @throws IllegalArgumentException where an id has {@code U+0000}: two interactions could have
     *     one key
     */
    public static String of(String sessionId, String interactionId) {
        if (sessionId.indexOf(BETWEEN) >= 0 || interactionId.indexOf(BETWEEN) >= 0) {
            throw new IllegalArgumentException("an id has the character U+0000");
        }
        return sessionId + BETWEEN + interactionId;
    }
}
