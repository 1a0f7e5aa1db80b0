package dev.tributary.ingest.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * What a client says of a transaction, apart from its id: valid, and nothing filled in.
 *
 * @param cardId card that was used
 * @param customerId customer of the retailer, where known
 * @param amount what was paid
 * @param merchantId who was paid
 * @param terminalId where the card was presented, where there is a terminal
 * @param channel how the card was used
 * @param deviceId device of the customer, where known
 * @param ipAddress address of the customer, where known
 * @param country alpha-2 code of ISO 3166-1, where known
 * @param location where it was made, where known
 * @param basket what was bought
 * @param occurredAt event time, where the client tells it; milliseconds
 */
public record TransactionBody(
        CardId cardId,
        @Nullable String customerId,
        Money amount,
        String merchantId,
        @Nullable String terminalId,
        Channel channel,
        @Nullable String deviceId,
        @Nullable String ipAddress,
        @Nullable String country,
        @Nullable GeoPoint location,
        Basket basket,
        @Nullable Instant occurredAt) {

    /** Tells a repeat from another body under the same id; see {@link BodyFingerprint}. */
    public String fingerprint() {
        return BodyFingerprint.of(this);
    }
}
