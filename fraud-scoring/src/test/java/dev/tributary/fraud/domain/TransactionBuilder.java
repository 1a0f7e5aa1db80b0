package dev.tributary.fraud.domain;

import java.time.Duration;
import java.time.Instant;

/**
 * A transaction in words; each step gives a new builder. By default 10.00 EUR, on-line, at noon.
 */
record TransactionBuilder(
        String id,
        long amountMinor,
        String currency,
        Channel channel,
        String deviceId,
        GeoPoint location,
        Instant occurredAt) {
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");
    static final GeoPoint BERLIN = new GeoPoint(52.52, 13.405);
    static final GeoPoint POTSDAM = new GeoPoint(52.3906, 13.0645);
    static final GeoPoint NEW_YORK = new GeoPoint(40.7128, -74.0060);

    static TransactionBuilder transaction(String id) {
        return new TransactionBuilder(id, 10_00, "EUR", Channel.ECOMMERCE, null, null, NOON);
    }

    TransactionBuilder id(String newId) {
        return new TransactionBuilder(
                newId, amountMinor, currency, channel, deviceId, location, occurredAt);
    }

    /** Amount in cents. */
    TransactionBuilder of(long newAmountMinor) {
        return of(newAmountMinor, "EUR");
    }

    TransactionBuilder of(long newAmountMinor, String newCurrency) {
        return new TransactionBuilder(
                id, newAmountMinor, newCurrency, channel, deviceId, location, occurredAt);
    }

    TransactionBuilder on(String newDeviceId) {
        return new TransactionBuilder(
                id, amountMinor, currency, channel, newDeviceId, location, occurredAt);
    }

    TransactionBuilder in(GeoPoint newLocation) {
        return through(Channel.CARD_PRESENT, newLocation);
    }

    TransactionBuilder through(Channel newChannel, GeoPoint newLocation) {
        return new TransactionBuilder(
                id, amountMinor, currency, newChannel, deviceId, newLocation, occurredAt);
    }

    /** Event time, as the time since noon; negative before it. */
    TransactionBuilder after(Duration sinceNoon) {
        return at(NOON.plus(sinceNoon));
    }

    TransactionBuilder at(Instant newOccurredAt) {
        return new TransactionBuilder(
                id, amountMinor, currency, channel, deviceId, location, newOccurredAt);
    }

    CardTransaction build() {
        return new CardTransaction(
                new TransactionId(id),
                new CardId("card-1"),
                new Money(amountMinor, new CurrencyCode(currency)),
                channel,
                deviceId == null ? null : new DeviceId(deviceId),
                location,
                occurredAt);
    }
}
