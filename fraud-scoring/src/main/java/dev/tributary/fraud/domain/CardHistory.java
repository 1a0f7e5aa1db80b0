package dev.tributary.fraud.domain;

import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What is remembered of a card between its transactions: one immutable record, bounded by {@link
 * HistorySettings}, read and written once for each transaction.
 *
 * <ul>
 *   <li>Every transaction is kept as an <b>attempt</b>, whatever was decided, for the longest
 *       window plus the allowed lateness: the latest one by one, older ones as totals of their day.
 *   <li>A transaction that was <b>blocked teaches nothing else</b>: its place, device and amount do
 *       not enter. Else a thief's blocked attempts would move the card to the thief, make his
 *       device a known one and his amounts usual.
 *   <li>Out-of-order events are inserted at their event time. Which attempts and places are kept
 *       therefore does not depend on the order of arrival. What is said of an attempt (its ratio to
 *       the usual amount, its device) and the card's own spending do: they are taken as they come,
 *       because a running mean cannot be asked about the past.
 * </ul>
 *
 * @param referenceCurrency what all amounts here are minor units of; {@link CurrencyCode#NONE}
 *     before the first transaction
 * @param attempts the latest transactions
 * @param days totals of older ones, by day, oldest first
 * @param places where the card was used in person, by event time, ties by transaction id, oldest
 *     first
 * @param devices by last use, oldest first
 * @param merchants where the card was used
 * @param spending what the card spends
 * @param usual what it usually pays
 */
public record CardHistory(
        CurrencyCode referenceCurrency,
        Attempts attempts,
        List<DayTotal> days,
        List<Place> places,
        List<KnownDevice> devices,
        KnownMerchants merchants,
        Spending spending,
        UsualAmount usual) {
    /** The history of a card never seen. */
    public static final CardHistory EMPTY =
            new CardHistory(
                    CurrencyCode.NONE,
                    Attempts.NONE,
                    List.of(),
                    List.of(),
                    List.of(),
                    KnownMerchants.NONE,
                    Spending.NONE,
                    UsualAmount.NONE);

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
        days = List.copyOf(days);
        places = List.copyOf(places);
        devices = List.copyOf(devices);
        for (int i = 1; i < days.size(); i++) {
            if (days.get(i - 1).epochDay() >= days.get(i).epochDay()) {
                throw new IllegalArgumentException("days are not in order: " + (i - 1));
            }
        }
        Timeline.requireOrdered("places", places);
        Timeline.requireOrdered("devices", devices);
    }

    /** Whether the transaction is still among the attempts or places. */
    boolean remembers(TransactionId transactionId) {
        return remembers(transactionId, IdHash.of(transactionId.value()));
    }

    private boolean remembers(TransactionId transactionId, long id) {
        if (attempts.contains(id)) {
            return true;
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
     * and what the card spends is learned anew: minor units of two currencies do not compare.
     */
    CardHistory in(CurrencyCode currency) {
        if (currency.equals(referenceCurrency)) {
            return this;
        }
        return new CardHistory(
                currency,
                attempts.withoutAmounts(),
                days.stream().map(DayTotal::withoutAmounts).toList(),
                places,
                devices,
                merchants,
                Spending.NONE,
                UsualAmount.NONE);
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
        long id = IdHash.of(transaction.transactionId().value());
        if (remembers(transaction.transactionId(), id)) {
            return this;
        }
        boolean learned = decision != Decision.BLOCK;
        boolean hasAmount = amountMinor != ReferenceRates.NO_AMOUNT;
        Attempts all =
                attempts.plus(
                        new Attempt(
                                id,
                                transaction.occurredAtMs(),
                                amountMinor,
                                hasAmount
                                        ? (float) (amountMinor / usual.minor(settings.usual()))
                                        : Float.NaN,
                                learned,
                                deviceUse(transaction)));
        Attempts recent = recent(all, settings.attemptHorizonMs());
        int first = Math.max(0, recent.size() - settings.maxAttempts());
        return new CardHistory(
                referenceCurrency,
                recent.from(first),
                daysAfter(recent, first, all.timeMs(all.size() - 1), settings),
                learned ? placesAfter(transaction, settings) : places,
                learned ? devicesAfter(transaction, settings) : devices,
                learned ? merchantsAfter(transaction, settings) : merchants,
                learned && hasAmount ? spending.plus(amountMinor, settings) : spending,
                learned && hasAmount ? usual.plus(amountMinor, settings.usual()) : usual);
    }

    /** As its features see it: a device first seen later was not known yet. */
    private Attempt.DeviceUse deviceUse(CardTransaction transaction) {
        DeviceId deviceId = transaction.deviceId();
        if (deviceId == null) {
            return Attempt.DeviceUse.NONE;
        }
        for (KnownDevice device : devices) {
            if (device.deviceId().equals(deviceId)
                    && device.firstSeenMs() <= transaction.occurredAtMs()) {
                return Attempt.DeviceUse.KNOWN;
            }
        }
        return Attempt.DeviceUse.NEW;
    }

    /**
     * Attempts are forgotten by whole days, so that it does not matter which of them are totals.
     */
    private static Attempts recent(Attempts all, long horizonMs) {
        long newestMs = all.timeMs(all.size() - 1);
        int first = 0;
        while (newestMs - EventTime.endOfDayMs(EventTime.epochDay(all.timeMs(first)))
                >= horizonMs) {
            first++;
        }
        return all.from(first);
    }

    private List<DayTotal> daysAfter(
            Attempts recent, int leaving, long newestMs, HistorySettings settings) {
        if (leaving == 0 && days.isEmpty()) {
            return days;
        }
        NavigableMap<Integer, DayTotal> totals = new TreeMap<>();
        for (DayTotal day : days) {
            if (newestMs - day.timeMs() < settings.attemptHorizonMs()) {
                totals.put(day.epochDay(), day);
            }
        }
        for (int i = 0; i < leaving; i++) {
            DayTotal more = DayTotal.of(recent.get(i), settings.usual().unusualRatio());
            totals.merge(more.epochDay(), more, DayTotal::plus);
        }
        return List.copyOf(totals.values());
    }

    private KnownMerchants merchantsAfter(CardTransaction transaction, HistorySettings settings) {
        MerchantId merchantId = transaction.merchantId();
        return merchantId == null
                ? merchants
                : merchants.plus(
                        IdHash.of(merchantId.value()),
                        transaction.occurredAtMs(),
                        settings.maxMerchants());
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
