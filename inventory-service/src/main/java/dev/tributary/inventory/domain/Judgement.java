package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

/**
 * What is known of whether an order may be sold.
 *
 * @param decision what to do
 * @param resolved whether somebody looked, instead of the scorer; then it is not {@link
 *     FraudDecision#REVIEW}
 */
public record Judgement(FraudDecision decision, boolean resolved) {
    public Judgement {
        if (resolved && decision == FraudDecision.REVIEW) {
            throw new IllegalArgumentException("a resolution asks for no review");
        }
    }

    /**
     * Which of the two counts. Who looked outranks the scorer whichever came first, and may change
     * their mind; the scorer's first word stands.
     */
    Judgement after(@Nullable Judgement earlier) {
        return earlier == null || resolved ? this : earlier;
    }
}
