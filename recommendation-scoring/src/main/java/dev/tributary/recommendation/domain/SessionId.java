package dev.tributary.recommendation.domain;

/** Identity of a visit, 1 to 64 characters, given by the shop. */
public record SessionId(String value) {
    public SessionId {
        Identifier.checked("sessionId", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
