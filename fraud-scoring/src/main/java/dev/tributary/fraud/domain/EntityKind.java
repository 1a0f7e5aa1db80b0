package dev.tributary.fraud.domain;

/** What else takes part in a transaction besides the card. */
public enum EntityKind {
    TERMINAL("terminal"),
    MERCHANT("merchant"),
    DEVICE("device"),
    IP("ip");

    private final String prefix;

    EntityKind(String prefix) {
        this.prefix = prefix;
    }

    /** How keys of this kind begin. */
    String prefix() {
        return prefix;
    }
}
