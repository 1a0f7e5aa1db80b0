package dev.tributary.fraud.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A transaction in words; each step gives a new builder. By default 10.00 EUR, on-line, at noon.
 */
record TransactionBuilder(
        String id,
        String cardId,
        long amountMinor,
        String currency,
        String merchantId,
        String terminalId,
        Channel channel,
        String deviceId,
        String ipAddress,
        GeoPoint location,
        Instant occurredAt) {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final GeoPoint BERLIN = new GeoPoint(52.52, 13.405);
    static final GeoPoint POTSDAM = new GeoPoint(52.3906, 13.0645);
    static final GeoPoint NEW_YORK = new GeoPoint(40.7128, -74.0060);

    static TransactionBuilder transaction(String id) {
        return new TransactionBuilder(
                id, "card-1", 10_00, "EUR", null, null, Channel.ECOMMERCE, null, null, null, NOON);
    }

    TransactionBuilder id(String newId) {
        return new TransactionBuilder(
                newId,
                cardId,
                amountMinor,
                currency,
                merchantId,
                terminalId,
                channel,
                deviceId,
                ipAddress,
                location,
                occurredAt);
    }

    TransactionBuilder with(String newCardId) {
        return new TransactionBuilder(
                id,
                newCardId,
                amountMinor,
                currency,
                merchantId,
                terminalId,
                channel,
                deviceId,
                ipAddress,
                location,
                occurredAt);
    }

    /** Amount in cents. */
    TransactionBuilder of(long newAmountMinor) {
        return of(newAmountMinor, "EUR");
    }

    TransactionBuilder of(long newAmountMinor, String newCurrency) {
        return new TransactionBuilder(
                id,
                cardId,
                newAmountMinor,
                newCurrency,
                merchantId,
                terminalId,
                channel,
                deviceId,
                ipAddress,
                location,
                occurredAt);
    }

    TransactionBuilder at(String newMerchantId, String newTerminalId) {
        return new TransactionBuilder(
                id,
                cardId,
                amountMinor,
                currency,
                newMerchantId,
                newTerminalId,
                channel,
                deviceId,
                ipAddress,
                location,
                occurredAt);
    }

    TransactionBuilder on(String newDeviceId) {
        return new TransactionBuilder(
                id,
                cardId,
                amountMinor,
                currency,
                merchantId,
                terminalId,
                channel,
                newDeviceId,
                ipAddress,
                location,
                occurredAt);
    }

    TransactionBuilder from(String newIpAddress) {
        return new TransactionBuilder(
                id,
                cardId,
                amountMinor,
                currency,
                merchantId,
                terminalId,
                channel,
                deviceId,
                newIpAddress,
                location,
                occurredAt);
    }

    TransactionBuilder in(GeoPoint newLocation) {
        return through(Channel.CARD_PRESENT, newLocation);
    }

    TransactionBuilder through(Channel newChannel, GeoPoint newLocation) {
        return new TransactionBuilder(
                id,
                cardId,
                amountMinor,
                currency,
                merchantId,
                terminalId,
                newChannel,
                deviceId,
                ipAddress,
                newLocation,
                occurredAt);
    }

    /** Event time, as the time since noon; negative before it. */
    TransactionBuilder after(Duration sinceNoon) {
        return at(NOON.plus(sinceNoon));
    }

    TransactionBuilder at(Instant newOccurredAt) {
        return new TransactionBuilder(
                id,
                cardId,
                amountMinor,
                currency,
                merchantId,
                terminalId,
                channel,
                deviceId,
                ipAddress,
                location,
                newOccurredAt);
    }

    CardTransaction build() {
        return new CardTransaction(
                new TransactionId(id),
                new CardId(cardId),
                new Money(amountMinor, new CurrencyCode(currency)),
                merchantId == null ? null : new MerchantId(merchantId),
                terminalId == null ? null : new TerminalId(terminalId),
                channel,
                deviceId == null ? null : new DeviceId(deviceId),
                ipAddress == null ? null : new IpAddress(ipAddress),
                location,
                occurredAt);
    }
}
