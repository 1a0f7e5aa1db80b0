package dev.tributary.fraud.domain;

import java.util.List;

/**
 * What is remembered of a card between its transactions: one immutable record, bounded by {@link
 * HistorySettings}, read and written once for each transaction.
 *
 * <ul>
 *   <li>Every transaction is kept as an <b>attempt</b>, whatever was decided, for the longest
 *       window plus the allowed lateness.
 *   <li>A transaction that was <b>blocked teaches nothing else</b>: its place, device and amount do
 *       not enter. Else a thief's blocked attempts would move the card to the thief, make his
 *       device a known one and his amounts usual.
 *   <li>Out-of-order events are inserted at their event time. Attempts and places therefore do not
 *       depend on the order of arrival. The card's own spending does: it takes amounts as they
 *       come, because a running mean cannot be asked about the past.
 * </ul>
 *
 * @param referenceCurrency what all amounts here are minor units of; {@link CurrencyCode#NONE}
 *     before the first transaction
 * @param attempts by event time, ties by transaction id, oldest first
 * @param places where the card was used in person, in the same order
 * @param devices by last use, oldest first
 * @param spending what the card usually spends
 */
public record CardHistory(
        CurrencyCode referenceCurrency,
        List<Attempt> attempts,
        List<Place> places,
        List<KnownDevice> devices,
        Spending spending) {
    /** The history of a card never seen. */
    public static final CardHistory EMPTY =
            new CardHistory(CurrencyCode.NONE, List.of(), List.of(), List.of(), Spending.NONE);

    /**
     * A transaction as it counts for velocity.
     *
     * @param occurredAtMs event time, milliseconds since 1970-01-01T00:00:00Z
     * @param amountMinor minor units of the reference currency; {@link ReferenceRates#NO_AMOUNT}
     *     where its currency had no rate
     */
    public record Attempt(TransactionId transactionId, long occurredAtMs, long amountMinor)
            implements Timed {
        public Attempt {
            EventTime.checked(occurredAtMs);
            if (amountMinor < ReferenceRates.NO_AMOUNT
                    || amountMinor > ReferenceRates.MAX_REFERENCE_MINOR) {
                throw new IllegalArgumentException("no reference amount: " + amountMinor);
            }
        }

        public boolean hasAmount() {
            return amountMinor != ReferenceRates.NO_AMOUNT;
        }

        @Override
        public long timeMs() {
            return occurredAtMs;
        }

        @Override
        public String tieBreak() {
            return transactionId.value();
        }
    }

    /**
     * A use in person.
     *
     * @param occurredAtMs event time, milliseconds since 1970-01-01T00:00:00Z
     */
    public record Place(TransactionId transactionId, long occurredAtMs, GeoPoint point)
            implements Timed {
        public Place {
            EventTime.checked(occurredAtMs);
        }

        @Override
        public long timeMs() {
            return occurredAtMs;
        }

        @Override
        public String tieBreak() {
            return transactionId.value();
        }
    }

    /**
     * A device that was used with the card.
     *
     * @param firstSeenMs event time of its first use, milliseconds since 1970-01-01T00:00:00Z; a
     *     device that was forgotten for others starts anew
     * @param lastSeenMs event time of its last use, likewise
     */
    public record KnownDevice(DeviceId deviceId, long firstSeenMs, long lastSeenMs)
            implements Timed {
        public KnownDevice {
            EventTime.checked(firstSeenMs);
            EventTime.checked(lastSeenMs);
            if (firstSeenMs > lastSeenMs) {
                throw new IllegalArgumentException(
                        "device " + deviceId + " was first seen after it was last seen");
            }
        }

        @Override
        public long timeMs() {
            return lastSeenMs;
        }

        @Override
        public String tieBreak() {
            return deviceId.value();
        }
    }

    public CardHistory {
        attempts = List.copyOf(attempts);
        places = List.copyOf(places);
        devices = List.copyOf(devices);
        Timeline.requireOrdered("attempts", attempts);
        Timeline.requireOrdered("places", places);
        Timeline.requireOrdered("devices", devices);
    }

    /** Whether the transaction is still among the attempts or places. */
    boolean remembers(TransactionId transactionId) {
        for (Attempt attempt : attempts) {
            if (attempt.transactionId().equals(transactionId)) {
                return true;
            }
        }
        for (Place place : places) {
            if (place.transactionId().equals(transactionId)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The history with amounts in this currency. Where they were in another one, they are forgotten
     * and the card's own spending is learned anew: minor units of two currencies do not compare.
     */
    CardHistory in(CurrencyCode currency) {
        if (currency.equals(referenceCurrency)) {
            return this;
        }
        List<Attempt> withoutAmounts =
                attempts.stream()
                        .map(attempt ->
                                new Attempt(
                                        attempt.transactionId(),
                                        attempt.occurredAtMs(),
                                        ReferenceRates.NO_AMOUNT))
                        .toList();
        return new CardHistory(currency, withoutAmounts, places, devices, Spending.NONE);
    }

    /**
     * The history with one more transaction, after it was decided; the same history where the
     * transaction is already remembered.
     *
     * @param amountMinor its amount in {@link #referenceCurrency}, or {@link
     *     ReferenceRates#NO_AMOUNT}
     */
    CardHistory plus(
            CardTransaction transaction,
            long amountMinor,
            Decision decision,
            HistorySettings settings) {
        if (remembers(transaction.transactionId())) {
            return this;
        }
        List<Attempt> newAttempts =
                Timeline.insert(
                        attempts,
                        new Attempt(
                                transaction.transactionId(),
                                transaction.occurredAtMs(),
                                amountMinor),
                        settings.maxAttempts(),
                        settings.attemptHorizonMs());
        if (decision == Decision.BLOCK) {
            return new CardHistory(referenceCurrency, newAttempts, places, devices, spending);
        }
        return new CardHistory(
                referenceCurrency,
                newAttempts,
                placesAfter(transaction, settings),
                devicesAfter(transaction, settings),
                amountMinor == ReferenceRates.NO_AMOUNT
                        ? spending
                        : spending.plus(amountMinor, settings));
    }

    private List<Place> placesAfter(CardTransaction transaction, HistorySettings settings) {
        GeoPoint location = transaction.location();
        if (location == null || !transaction.channel().inPerson()) {
            return places;
        }
        return Timeline.insert(
                places,
                new Place(transaction.transactionId(), transaction.occurredAtMs(), location),
                settings.maxPlaces(),
                Long.MAX_VALUE);
    }

    private List<KnownDevice> devicesAfter(CardTransaction transaction, HistorySettings settings) {
        DeviceId deviceId = transaction.deviceId();
        if (deviceId == null) {
            return devices;
        }
        long firstSeenMs = transaction.occurredAtMs();
        long lastSeenMs = firstSeenMs;
        List<KnownDevice> others = devices;
        for (int i = 0; i < devices.size(); i++) {
            KnownDevice device = devices.get(i);
            if (device.deviceId().equals(deviceId)) {
                firstSeenMs = Math.min(firstSeenMs, device.firstSeenMs());
                lastSeenMs = Math.max(lastSeenMs, device.lastSeenMs());
                others = Timeline.without(devices, i);
            }
        }
        return Timeline.insert(
                others,
                new KnownDevice(deviceId, firstSeenMs, lastSeenMs),
                settings.maxDevices(),
                Long.MAX_VALUE);
    }
}
