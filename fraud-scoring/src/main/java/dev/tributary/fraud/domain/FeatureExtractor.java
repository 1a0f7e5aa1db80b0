package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.CardHistory.KnownDevice;
import dev.tributary.fraud.domain.CardHistory.Place;

import org.jspecify.annotations.Nullable;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;

/**
 * Computes every feature of {@link Feature} from a card's history, its next transaction and what is
 * told of the other entities. A transaction that the history already remembers is not counted
 * twice.
 */
final class FeatureExtractor {
    private static final double MS_PER_MINUTE = Duration.ofMinutes(1).toMillis();
    private static final double MS_PER_HOUR = Duration.ofHours(1).toMillis();
    private static final int LAST_HOUR_OF_NIGHT = 6;

    private final FeatureSettings settings;
    private final UsualSettings usual;
    private final AmountSurge surge;
    private final EntityFeatures entities;

    FeatureExtractor(ScorerSettings settings) {
        this.settings = settings.features();
        this.usual = settings.history().usual();
        this.surge = new AmountSurge(this.settings);
        this.entities = new EntityFeatures(this.settings.entities());
    }

    /**
     * @param before the card's history without this transaction
     * @param amountMinor the transaction's amount in minor units of the reference currency, or
     *     {@link ReferenceRates#NO_AMOUNT}
     * @param risks what is told of its terminal, merchant, device and address
     * @param learned constants of the model that will look at the features
     */
    FeatureVector extract(
            CardHistory before,
            CardTransaction transaction,
            long amountMinor,
            EntityRisks risks,
            LearnedConstants learned) {
        FeatureVector features = new FeatureVector();
        long id = IdHash.of(transaction.transactionId().value());
        long nowMs = transaction.occurredAtMs();
        CardWindows windows =
                new CardWindows(nowMs, id, usual.unusualRatio(), settings)
                        .walk(before.attempts(), before.days());
        windows.velocity(features, amountMinor);
        windows.unusual(features);
        features.set(Feature.USUAL_AMOUNT_MINOR, before.usual().minor(usual));
        if (amountMinor != ReferenceRates.NO_AMOUNT) {
            features.set(Feature.AMOUNT_MINOR, (double) amountMinor);
            if (learned.hasAmountCut()) {
                features.set(
                        Feature.AMOUNT_ABOVE_CUT, amountMinor > learned.amountCutMinor() ? 1 : 0);
            }
            spending(features, before.spending(), amountMinor);
        }
        robust(features, windows, before.usual().minor(usual), amountMinor);
        sequences(features, before.attempts(), id, nowMs, amountMinor);
        travel(features, before.places(), transaction);
        device(features, before.devices(), transaction);
        merchant(features, before.merchants(), transaction);
        calendar(features, transaction.occurredAt());
        entities.extract(features, transaction, risks, learned);
        return features;
    }

    /** The amount against what is usual for the card, by measures that outliers do not move. */
    private void robust(
            FeatureVector features, CardWindows windows, double usualMinor, long amountMinor) {
        boolean hasAmount = amountMinor != ReferenceRates.NO_AMOUNT;
        if (hasAmount) {
            features.set(Feature.AMOUNT_TO_USUAL_RATIO, amountMinor / usualMinor);
            double ownMeanMinor = windows.ownMeanMinor();
            if (ownMeanMinor > 0) {
                features.set(Feature.AMOUNT_TO_OWN_MEAN_30D, amountMinor / ownMeanMinor);
            }
            features.set(Feature.AMOUNT_SURGE, surge.of(amountMinor / usualMinor));
        }
        AmountSample sample = windows.sample();
        if (sample.isEmpty()) {
            return;
        }
        double medianMinor = sample.medianMinor();
        features.set(Feature.MEDIAN_AMOUNT_MINOR_30D, medianMinor);
        if (!hasAmount) {
            return;
        }
        if (medianMinor > 0) {
            features.set(Feature.AMOUNT_TO_MEDIAN_30D, amountMinor / medianMinor);
        }
        features.set(
                Feature.AMOUNT_ROBUST_Z_30D,
                (amountMinor - medianMinor)
                        / (sample.deviationMinor(medianMinor) + settings.deviationFloorMinor()));
    }

    private void sequences(
            FeatureVector features, Attempts attempts, long id, long nowMs, long amountMinor) {
        for (SequencePattern pattern : SequencePattern.values()) {
            features.set(
                    pattern.feature(), pattern.count(attempts, id, nowMs, amountMinor, settings));
        }
    }

    private static void merchant(
            FeatureVector features, KnownMerchants merchants, CardTransaction transaction) {
        MerchantId merchantId = transaction.merchantId();
        if (merchantId == null) {
            return;
        }
        long id = IdHash.of(merchantId.value());
        boolean known = false;
        double ageHours = 0;
        int others = 0;
        for (int i = 0; i < merchants.size(); i++) {
            long ageMs = transaction.occurredAtMs() - merchants.firstSeenMs(i);
            if (ageMs < 0) {
                continue;
            }
            if (merchants.id(i) == id) {
                known = true;
                ageHours = ageMs / MS_PER_HOUR;
            } else {
                others++;
            }
        }
        features.set(Feature.MERCHANT_KNOWN, known ? 1 : 0);
        features.set(Feature.MERCHANT_AGE_HOURS, ageHours);
        features.set(Feature.OTHER_MERCHANTS, others);
    }

    private static void calendar(FeatureVector features, Instant occurredAt) {
        ZonedDateTime time = occurredAt.atZone(ZoneOffset.UTC);
        DayOfWeek day = time.getDayOfWeek();
        features.set(Feature.HOUR_OF_DAY, time.getHour());
        features.set(Feature.DAY_OF_WEEK, day.getValue());
        features.set(Feature.NIGHT, time.getHour() <= LAST_HOUR_OF_NIGHT ? 1 : 0);
        features.set(Feature.WEEKEND, day == DayOfWeek.SATURDAY || day == DayOfWeek.SUNDAY ? 1 : 0);
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
