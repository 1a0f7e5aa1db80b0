package dev.tributary.fraud.store;

import dev.tributary.fraud.domain.Attempts;
import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.KnownMerchants;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.domain.Spending;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.UsualAmount;
import dev.tributary.schemas.fraud.state.Attempt;
import dev.tributary.schemas.fraud.state.DayTotal;
import dev.tributary.schemas.fraud.state.KnownDevice;
import dev.tributary.schemas.fraud.state.Place;

import java.nio.ByteBuffer;
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
        List<DayTotal> days = new ArrayList<>(history.days().size());
        for (dev.tributary.fraud.domain.DayTotal day : history.days()) {
            days.add(
                    new DayTotal(
                            day.epochDay(),
                            day.count(),
                            day.withAmount(),
                            day.sumMinor(),
                            day.unusual(),
                            day.highestRatio()));
        }
        Attempts attempts = history.attempts();
        return new dev.tributary.schemas.fraud.state.CardHistory(
                history.referenceCurrency().value(),
                List.of(),
                bytes(attempts.timesMs()),
                bytes(attempts.ids()),
                bytes(attempts.amountsMinor()),
                bytes(attempts.usualRatios()),
                ByteBuffer.wrap(attempts.flags()),
                days,
                places,
                devices,
                bytes(history.merchants().ids()),
                bytes(history.merchants().firstSeenMs()),
                bytes(history.merchants().lastSeenMs()),
                history.spending().count(),
                history.spending().meanMinor(),
                history.spending().squaredDeviations(),
                history.usual().count(),
                history.usual().sumMinor());
    }

    public static CardHistory fromAvro(dev.tributary.schemas.fraud.state.CardHistory state) {
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
        List<dev.tributary.fraud.domain.DayTotal> days = new ArrayList<>(state.getDays().size());
        for (DayTotal day : state.getDays()) {
            days.add(
                    new dev.tributary.fraud.domain.DayTotal(
                            day.getEpochDay(),
                            day.getCount(),
                            day.getWithAmount(),
                            day.getSumMinor(),
                            day.getUnusual(),
                            day.getHighestRatio()));
        }
        return new CardHistory(
                new CurrencyCode(state.getReferenceCurrency()),
                attempts(state),
                days,
                places,
                devices,
                KnownMerchants.ofColumns(
                        longs(state.getMerchantIds()),
                        longs(state.getMerchantFirstSeen()),
                        longs(state.getMerchantLastSeen())),
                new Spending(
                        state.getSpendCount(),
                        state.getSpendMeanMinor(),
                        state.getSpendSquaredDeviations()),
                new UsualAmount(state.getUsualCount(), state.getUsualSumMinor()));
    }

    private static Attempts attempts(dev.tributary.schemas.fraud.state.CardHistory state) {
        if (!state.getAttempts().isEmpty()) {
            return attemptsOfADay(state.getAttempts());
        }
        return Attempts.ofColumns(
                longs(state.getAttemptTimes()),
                longs(state.getAttemptIds()),
                longs(state.getAttemptAmounts()),
                floats(state.getAttemptRatios()),
                array(state.getAttemptFlags()));
    }

    /** Of state written before there were columns; what it did not keep is not known. */
    private static Attempts attemptsOfADay(List<Attempt> kept) {
        Attempts attempts = Attempts.NONE;
        for (Attempt attempt : kept) {
            Long amountMinor = attempt.getAmountMinor();
            attempts =
                    attempts.plus(
                            dev.tributary.fraud.domain.Attempt.of(
                                    new TransactionId(attempt.getTransactionId()),
                                    attempt.getOccurredAt().toEpochMilli(),
                                    amountMinor == null ? ReferenceRates.NO_AMOUNT : amountMinor));
        }
        return attempts;
    }

    private static ByteBuffer bytes(long[] column) {
        ByteBuffer bytes = ByteBuffer.allocate(column.length * Long.BYTES);
        bytes.asLongBuffer().put(column);
        return bytes;
    }

    private static ByteBuffer bytes(float[] column) {
        ByteBuffer bytes = ByteBuffer.allocate(column.length * Float.BYTES);
        bytes.asFloatBuffer().put(column);
        return bytes;
    }

    private static long[] longs(ByteBuffer bytes) {
        requireWhole(bytes, Long.BYTES);
        long[] column = new long[bytes.remaining() / Long.BYTES];
        bytes.asLongBuffer().get(column);
        return column;
    }

    private static float[] floats(ByteBuffer bytes) {
        requireWhole(bytes, Float.BYTES);
        float[] column = new float[bytes.remaining() / Float.BYTES];
        bytes.asFloatBuffer().get(column);
        return column;
    }

    private static byte[] array(ByteBuffer bytes) {
        byte[] column = new byte[bytes.remaining()];
        bytes.duplicate().get(column);
        return column;
    }

    private static void requireWhole(ByteBuffer bytes, int size) {
        if (bytes.remaining() % size != 0) {
            throw new IllegalArgumentException(
                    "a column of %d bytes, not a multiple of %d"
                            .formatted(bytes.remaining(), size));
        }
    }
}
