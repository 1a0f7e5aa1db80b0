package dev.tributary.recommendation.domain;

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
}
