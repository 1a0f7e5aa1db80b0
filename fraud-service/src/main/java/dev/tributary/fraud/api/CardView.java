package dev.tributary.fraud.api;

import dev.tributary.fraud.domain.CardHistory;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A card's history in JSON.
 *
 * @param referenceCurrency what all amounts here are minor units of
 */
record CardView(
        String cardId,
        String referenceCurrency,
        List<Attempt> attempts,
        List<Place> places,
        List<Device> devices,
        Spending spending) {

    /** {@code amountMinor} is null where the currency had no reference rate. */
    record Attempt(Instant occurredAt, @Nullable Long amountMinor) {}

    record Place(String transactionId, Instant occurredAt, double latitude, double longitude) {}

    record Device(String deviceId, Instant firstSeen, Instant lastSeen) {}

    /** Mean and standard deviation in minor units of the reference currency. */
    record Spending(long transactions, double meanMinor, double standardDeviationMinor) {}

    static CardView of(String cardId, CardHistory history) {
        return new CardView(
                cardId,
                history.referenceCurrency().value(),
                history.attempts().toList().stream()
                        .map(it ->
                                new Attempt(
                                        Instant.ofEpochMilli(it.occurredAtMs()),
                                        it.hasAmount() ? it.amountMinor() : null))
                        .toList(),
                history.places().stream()
                        .map(it ->
                                new Place(
                                        it.transactionId().value(),
                                        Instant.ofEpochMilli(it.occurredAtMs()),
                                        it.point().latitude(),
                                        it.point().longitude()))
                        .toList(),
                history.devices().stream()
                        .map(it ->
                                new Device(
                                        it.deviceId().value(),
                                        Instant.ofEpochMilli(it.firstSeenMs()),
                                        Instant.ofEpochMilli(it.lastSeenMs())))
                        .toList(),
                new Spending(
                        history.spending().count(),
                        history.spending().meanMinor(),
                        history.spending().standardDeviationMinor()));
    }
}
