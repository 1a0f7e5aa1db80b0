package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is known of whether an order may be sold.
 *
 * @param decision what to do
 * @param resolved whether somebody looked, instead of the scorer; then it is not {@link
 *     FraudDecision#REVIEW}
 * @param fingerprint of the body that the scorer decided; absent where somebody looked, who means
 *     the transaction whatever its body
 */
public record Judgement(FraudDecision decision, boolean resolved, @Nullable String fingerprint) {
    public Judgement {
        if (resolved && decision == FraudDecision.REVIEW) {
            throw new IllegalArgumentException("a resolution asks for no review");
        }
        if (resolved != (fingerprint == null)) {
            throw new IllegalArgumentException("a scorer decides a body, a person a transaction");
        }
    }

    /** Whether it is about what was reserved with that body. */
    boolean isOf(String body) {
        return fingerprint == null || fingerprint.equals(body);
    }

    /**
     * Which of the two counts. Who looked outranks the scorer whichever came first, and may change
     * their mind; the scorer's first word stands.
     */
    Judgement after(@Nullable Judgement earlier) {
        return earlier == null || resolved ? this : earlier;
    }
}
