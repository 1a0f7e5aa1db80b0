package dev.tributary.recommendation.domain;

/** Identity of an interaction, 1 to 64 characters. */
public record InteractionId(String value) {
    public InteractionId {
        Identifier.checked("interactionId", value);
    }

    /** 64 bits that stand for it among the interactions of one session. */
    long hash() {
        return Identifier.hash(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
