package dev.tributary.ingest.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What a customer did with an item, as the shop told it. Whether there is such an item is not known
 * here.
 *
 * @param interactionId the same of the same session again is the same interaction
 * @param sessionId in which visit
 * @param customerId customer of the retailer, where known
 * @param sku stock keeping unit
 * @param kind what was done
 * @param occurredAt event time, to the millisecond
 * @param receivedAt when it was taken in
 */
public record Interaction(
        InteractionId interactionId,
        SessionId sessionId,
        @Nullable String customerId,
        String sku,
        Kind kind,
        Instant occurredAt,
        Instant receivedAt) {
    /** What is done with an item. */
    public enum Kind {
        /** It is looked at. */
        VIEW,
        /** It is put into the cart. */
        CART,
        /** It is bought. */
        PURCHASE;

        /**
         * @throws IllegalArgumentException saying what it must be
         */
        public static Kind of(String text) {
            return TextRules.oneOf(values(), text);
        }
    }

    public Interaction {
        TextRules.name(sku);
        if (customerId != null) {
            TextRules.name(customerId);
        }
    }
}
