package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A card was used, or somebody tried to.
 *
 * @param transactionId identity; the same id again is the same transaction
 * @param cardId the card
 * @param amount what was asked for; above 0
 * @param merchantId whom the money was for, where known
 * @param terminalId the terminal the card was presented at, where there was one
 * @param channel how the card was used
 * @param deviceId the customer's device, where known
 * @param ipAddress where the customer's request came from, where known
 * @param location where it happened, where known
 * @param occurredAt event time, within the years 0 to 9999; cut to whole milliseconds
 */
public record CardTransaction(
        TransactionId transactionId,
        CardId cardId,
        Money amount,
        @Nullable MerchantId merchantId,
        @Nullable TerminalId terminalId,
        Channel channel,
        @Nullable DeviceId deviceId,
        @Nullable IpAddress ipAddress,
        @Nullable GeoPoint location,
        Instant occurredAt) {
    public CardTransaction {
        if (amount.amountMinor() == 0) {
            throw new IllegalArgumentException("a transaction of no money");
        }
        if (occurredAt.isBefore(Instant.ofEpochMilli(EventTime.EARLIEST_MS))
                || occurredAt.isAfter(
                        Instant.ofEpochMilli(EventTime.LATEST_MS).plusNanos(999_999))) {
            throw new IllegalArgumentException(
                    "occurredAt " + occurredAt + " is not within the years 0 to 9999");
        }
        occurredAt = occurredAt.truncatedTo(ChronoUnit.MILLIS);
    }

    public long occurredAtMs() {
        return occurredAt.toEpochMilli();
    }
}
