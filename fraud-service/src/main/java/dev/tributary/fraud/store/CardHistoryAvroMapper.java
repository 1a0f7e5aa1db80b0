package dev.tributary.fraud.store;

import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.Spending;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.schemas.fraud.state.Attempt;
import dev.tributary.schemas.fraud.state.KnownDevice;
import dev.tributary.schemas.fraud.state.Place;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A card's history between the domain and its state record; nothing is lost either way. A record
 * that is no possible history (out of order, impossible values) is refused with an {@link
 * IllegalArgumentException}.
 */
public final class CardHistoryAvroMapper {
    private CardHistoryAvroMapper() {}

    public static dev.tributary.schemas.fraud.state.CardHistory toAvro(CardHistory history) {
        List<Attempt> attempts = new ArrayList<>(history.attempts().size());
        for (CardHistory.Attempt attempt : history.attempts()) {
            attempts.add(
                    new Attempt(
                            attempt.transactionId().value(),
                            Instant.ofEpochMilli(attempt.occurredAtMs()),
                            attempt.hasAmount() ? attempt.amountMinor() : null));
        }
        List<Place> places = new ArrayList<>(history.places().size());
        for (CardHistory.Place place : history.places()) {
            places.add(
                    new Place(
                            place.transactionId().value(),
                            Instant.ofEpochMilli(place.occurredAtMs()),
                            place.point().latitude(),
                            place.point().longitude()));
        }
        List<KnownDevice> devices = new ArrayList<>(history.devices().size());
        for (CardHistory.KnownDevice device : history.devices()) {
            devices.add(
                    new KnownDevice(
                            device.deviceId().value(),
                            Instant.ofEpochMilli(device.firstSeenMs()),
                            Instant.ofEpochMilli(device.lastSeenMs())));
        }
        return new dev.tributary.schemas.fraud.state.CardHistory(
                history.referenceCurrency().value(),
                attempts,
                places,
                devices,
                history.spending().count(),
                history.spending().meanMinor(),
                history.spending().squaredDeviations());
    }

    public static CardHistory fromAvro(dev.tributary.schemas.fraud.state.CardHistory state) {
        List<CardHistory.Attempt> attempts = new ArrayList<>(state.getAttempts().size());
        for (Attempt attempt : state.getAttempts()) {
            Long amountMinor = attempt.getAmountMinor();
            attempts.add(
                    new CardHistory.Attempt(
                            new TransactionId(attempt.getTransactionId()),
                            attempt.getOccurredAt().toEpochMilli(),
                            amountMinor == null ? ReferenceRates.NO_AMOUNT : amountMinor));
        }
        List<CardHistory.Place> places = new ArrayList<>(state.getPlaces().size());
        for (Place place : state.getPlaces()) {
            places.add(
                    new CardHistory.Place(
                            new TransactionId(place.getTransactionId()),
                            place.getOccurredAt().toEpochMilli(),
                            new GeoPoint(place.getLatitude(), place.getLongitude())));
        }
        List<CardHistory.KnownDevice> devices = new ArrayList<>(state.getDevices().size());
        for (KnownDevice device : state.getDevices()) {
            devices.add(
                    new CardHistory.KnownDevice(
                            new DeviceId(device.getDeviceId()),
                            device.getFirstSeenAt().toEpochMilli(),
                            device.getLastSeenAt().toEpochMilli()));
        }
        return new CardHistory(
                new CurrencyCode(state.getReferenceCurrency()),
                attempts,
                places,
                devices,
                new Spending(
                        state.getSpendCount(),
                        state.getSpendMeanMinor(),
                        state.getSpendSquaredDeviations()));
    }
}
