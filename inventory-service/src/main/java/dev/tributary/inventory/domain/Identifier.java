package dev.tributary.inventory.domain;

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
        // A loop, because identifiers are checked wherever state is read.
        for (int i = 0; i < value.length(); i++) {
            if (Character.isISOControl(value.charAt(i))) {
                throw new IllegalArgumentException(kind + " has a control character");
            }
        }
        return value;
    }
}
