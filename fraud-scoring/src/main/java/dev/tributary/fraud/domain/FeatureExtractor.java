package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.CardHistory.Attempt;
import dev.tributary.fraud.domain.CardHistory.KnownDevice;
import dev.tributary.fraud.domain.CardHistory.Place;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.List;

/**
 * Computes every feature of {@link Feature} from a card's history and its next transaction. A
 * transaction that the history already remembers is not counted twice.
 */
final class FeatureExtractor {
    private static final double MS_PER_MINUTE = Duration.ofMinutes(1).toMillis();
    private static final double MS_PER_HOUR = Duration.ofHours(1).toMillis();

    private static final VelocityWindow[] WINDOWS = VelocityWindow.values();
    private static final long[] WINDOW_MS = new long[WINDOWS.length];

    static {
        for (int w = 0; w < WINDOWS.length; w++) {
            WINDOW_MS[w] = WINDOWS[w].length().toMillis();
        }
    }

    private static final long SMALL_AMOUNTS_MS =
            Feature.SMALL_AMOUNTS_10M.window().orElseThrow().toMillis();

    private final FeatureSettings settings;

    FeatureExtractor(FeatureSettings settings) {
        this.settings = settings;
    }

    /**
     * @param before the card's history without this transaction
     * @param amountMinor the transaction's amount in minor units of the reference currency, or
     *     {@link ReferenceRates#NO_AMOUNT}
     */
    FeatureVector extract(CardHistory before, CardTransaction transaction, long amountMinor) {
        FeatureVector features = new FeatureVector();
        velocity(features, before.attempts(), transaction, amountMinor);
        if (amountMinor != ReferenceRates.NO_AMOUNT) {
            features.set(Feature.AMOUNT_MINOR, (double) amountMinor);
            spending(features, before.spending(), amountMinor);
        }
        travel(features, before.places(), transaction);
        device(features, before.devices(), transaction);
        return features;
    }

    private void velocity(
            FeatureVector features,
            List<Attempt> attempts,
            CardTransaction transaction,
            long amountMinor) {
        boolean hasAmount = amountMinor != ReferenceRates.NO_AMOUNT;
        int[] counts = new int[WINDOWS.length];
        long[] sums = new long[WINDOWS.length];
        int smallAmounts = 0;
        long nowMs = transaction.occurredAtMs();
        for (int i = attempts.size() - 1; i >= 0; i--) {
            Attempt attempt = attempts.get(i);
            long ageMs = nowMs - attempt.occurredAtMs();
            if (ageMs < 0 || attempt.transactionId().equals(transaction.transactionId())) {
                continue;
            }
            // Windows nest: an attempt outside of one is outside of every shorter one.
            int w = WINDOWS.length - 1;
            for (; w >= 0 && ageMs < WINDOW_MS[w]; w--) {
                counts[w]++;
                sums[w] += attempt.hasAmount() ? attempt.amountMinor() : 0;
            }
            if (w == WINDOWS.length - 1) {
                break;
            }
            if (ageMs < SMALL_AMOUNTS_MS && isSmall(attempt)) {
                smallAmounts++;
            }
        }
        for (int w = 0; w < WINDOWS.length; w++) {
            features.set(WINDOWS[w].count(), counts[w] + 1);
            if (hasAmount) {
                features.set(WINDOWS[w].sumMinor(), (double) (sums[w] + amountMinor));
            }
        }
        features.set(Feature.SMALL_AMOUNTS_10M, smallAmounts);
    }

    private boolean isSmall(Attempt attempt) {
        return attempt.hasAmount() && attempt.amountMinor() < settings.smallAmountBelowMinor();
    }

    private static void spending(FeatureVector features, Spending spending, long amountMinor) {
        features.set(Feature.SPEND_COUNT, (double) spending.count());
        if (spending.count() == 0) {
            return;
        }
        double meanMinor = spending.meanMinor();
        features.set(Feature.SPEND_MEAN_MINOR, meanMinor);
        if (meanMinor > 0) {
            features.set(Feature.AMOUNT_TO_MEAN_RATIO, amountMinor / meanMinor);
        }
        double deviationMinor = spending.standardDeviationMinor();
        if (deviationMinor > 0) {
            features.set(Feature.AMOUNT_Z_SCORE, (amountMinor - meanMinor) / deviationMinor);
        }
    }

    private void travel(FeatureVector features, List<Place> places, CardTransaction transaction) {
        GeoPoint here = transaction.location();
        if (here == null || !transaction.channel().inPerson()) {
            return;
        }
        Place now = new Place(transaction.transactionId(), transaction.occurredAtMs(), here);
        Place previous = null;
        Place next = null;
        for (int i = 0; i < places.size() && next == null; i++) {
            Place place = places.get(i);
            if (!place.transactionId().equals(now.transactionId())) {
                if (Timed.compare(place, now) < 0) {
                    previous = place;
                } else {
                    next = place;
                }
            }
        }
        journey(
                features,
                previous,
                now,
                Feature.TRAVEL_KM,
                Feature.TRAVEL_MINUTES,
                Feature.TRAVEL_KM_PER_HOUR);
        journey(
                features,
                next,
                now,
                Feature.NEXT_TRAVEL_KM,
                Feature.NEXT_TRAVEL_MINUTES,
                Feature.NEXT_TRAVEL_KM_PER_HOUR);
    }

    private void journey(
            FeatureVector features,
            @Nullable Place other,
            Place now,
            Feature kilometres,
            Feature minutes,
            Feature kilometresPerHour) {
        if (other == null) {
            return;
        }
        double km = other.point().kilometresTo(now.point());
        long elapsedMs = Math.abs(now.occurredAtMs() - other.occurredAtMs());
        long travelMs = Math.max(elapsedMs, settings.minimumTravelTime().toMillis());
        features.set(kilometres, km);
        features.set(minutes, elapsedMs / MS_PER_MINUTE);
        features.set(
                kilometresPerHour,
                Math.max(0, km - settings.locationErrorKm()) / (travelMs / MS_PER_HOUR));
    }

    private static void device(
            FeatureVector features, List<KnownDevice> devices, CardTransaction transaction) {
        DeviceId deviceId = transaction.deviceId();
        if (deviceId == null) {
            return;
        }
        long nowMs = transaction.occurredAtMs();
        boolean known = false;
        double ageHours = 0;
        int others = 0;
        for (int i = 0; i < devices.size(); i++) {
            KnownDevice device = devices.get(i);
            long ageMs = nowMs - device.firstSeenMs();
            if (ageMs < 0) {
                continue;
            }
            if (device.deviceId().equals(deviceId)) {
                known = true;
                ageHours = ageMs / MS_PER_HOUR;
            } else {
                others++;
            }
        }
        features.set(Feature.DEVICE_KNOWN, known ? 1 : 0);
        features.set(Feature.DEVICE_AGE_HOURS, ageHours);
        features.set(Feature.OTHER_DEVICES, others);
    }
}
