package dev.tributary.fraud.domain;

import java.time.Duration;
import java.util.List;

/**
 * What a card's attempts come to in every window that ends at one transaction, in one walk over
 * them, newest first. The transaction itself is not among them.
 */
final class CardWindows {
    private static final CardWindow[] WINDOWS = CardWindow.values();
    private static final long[] WINDOW_MS = new long[WINDOWS.length];

    static {
        for (int w = 0; w < WINDOWS.length; w++) {
            WINDOW_MS[w] = WINDOWS[w].length().toMillis();
        }
    }

    private static final int WEEK = List.of(WINDOWS).indexOf(CardWindow.SEVEN_DAYS);
    private static final int LONGEST = WINDOWS.length - 1;
    private static final long SMALL_AMOUNTS_MS =
            Feature.SMALL_AMOUNTS_10M.window().orElseThrow().toMillis();

    /** Keeps the sum of the longest history finite. */
    private static final double MOST_EVIDENCE = 1e300;

    private static final long FORTNIGHT_MS = Duration.ofDays(14).toMillis();

    private final long nowMs;
    private final long id;
    private final double unusualRatio;
    private final long smallBelowMinor;
    private final AmountSurge surge;

    private final int[] counts = new int[WINDOWS.length];
    private final int[] withAmount = new int[WINDOWS.length];
    private final long[] sumsMinor = new long[WINDOWS.length];
    private int smallAmounts;
    private int unusualOfAWeek;
    private int unusualOfAFortnight;
    private long lastUnusualMs = Long.MIN_VALUE;
    private float highestRatio = Float.NaN;
    private int surgeStarts;
    private double surgeSinceStart = 1;
    private double surgeSum;
    private final AmountSample sample = new AmountSample();

    /**
     * @param id {@link IdHash} of the transaction that the windows end at
     */
    CardWindows(long nowMs, long id, double unusualRatio, FeatureSettings settings) {
        this.nowMs = nowMs;
        this.id = id;
        this.unusualRatio = unusualRatio;
        this.smallBelowMinor = settings.smallAmountBelowMinor();
        this.surge = new AmountSurge(settings);
    }

    CardWindows walk(Attempts attempts, List<DayTotal> days) {
        for (int i = attempts.size() - 1; i >= 0; i--) {
            long ageMs = nowMs - attempts.timeMs(i);
            if (ageMs >= WINDOW_MS[LONGEST]) {
                break;
            }
            if (ageMs >= 0 && attempts.id(i) != id) {
                take(attempts, i, ageMs);
            }
        }
        for (int i = 0; i < days.size(); i++) {
            DayTotal day = days.get(i);
            long ageMs = nowMs - day.timeMs();
            if (ageMs >= 0) {
                take(day, ageMs);
            }
        }
        return this;
    }

    private void take(Attempts attempts, int i, long ageMs) {
        boolean hasAmount = attempts.hasAmount(i);
        long amountMinor = hasAmount ? attempts.amountMinor(i) : 0;
        add(ageMs, 1, hasAmount ? 1 : 0, amountMinor);
        if (!hasAmount) {
            return;
        }
        if (ageMs < SMALL_AMOUNTS_MS && amountMinor < smallBelowMinor) {
            smallAmounts++;
        }
        if (attempts.learned(i) && !sample.isFull()) {
            sample.add(amountMinor);
        }
        float ratio = attempts.usualRatio(i);
        if (ageMs < FORTNIGHT_MS && !Float.isNaN(ratio)) {
            // Newest first: the product so far is the evidence of a misuse that began here.
            surgeSinceStart =
                    Math.min(surgeSinceStart * surge.likelihoodRatio(ratio), MOST_EVIDENCE);
            surgeSum += surgeSinceStart;
            surgeStarts++;
        }
        unusual(ageMs, attempts.timeMs(i), ratio > unusualRatio ? 1 : 0, ratio);
    }

    private void take(DayTotal day, long ageMs) {
        add(ageMs, day.count(), day.withAmount(), day.sumMinor());
        if (ageMs < WINDOW_MS[LONGEST] && day.withAmount() > 0) {
            unusual(ageMs, day.timeMs(), day.unusual(), day.highestRatio());
        }
    }

    private void add(long ageMs, int count, int amounts, long sumMinor) {
        // Windows nest: what is outside of one is outside of every shorter one.
        for (int w = LONGEST; w >= 0 && ageMs < WINDOW_MS[w]; w--) {
            counts[w] += count;
            withAmount[w] += amounts;
            sumsMinor[w] += sumMinor;
        }
    }

    private void unusual(long ageMs, long timeMs, int unusual, float ratio) {
        if (unusual > 0) {
            lastUnusualMs = Math.max(lastUnusualMs, timeMs);
            unusualOfAFortnight += ageMs < FORTNIGHT_MS ? unusual : 0;
            unusualOfAWeek += ageMs < WINDOW_MS[WEEK] ? unusual : 0;
        }
        if (ageMs < WINDOW_MS[WEEK] && !(ratio <= highestRatio)) {
            highestRatio = ratio;
        }
    }

    /**
     * @param amountMinor the transaction's own amount, or {@link ReferenceRates#NO_AMOUNT}
     */
    void velocity(FeatureVector features, long amountMinor) {
        boolean hasAmount = amountMinor != ReferenceRates.NO_AMOUNT;
        for (int w = 0; w < WINDOWS.length; w++) {
            features.set(WINDOWS[w].count(), (double) counts[w] + 1);
            if (hasAmount) {
                double sumMinor = (double) (sumsMinor[w] + amountMinor);
                features.set(WINDOWS[w].sumMinor(), sumMinor);
                features.set(WINDOWS[w].meanMinor(), sumMinor / (withAmount[w] + 1));
            }
        }
        features.set(Feature.SMALL_AMOUNTS_10M, smallAmounts);
    }

    void unusual(FeatureVector features) {
        features.set(Feature.UNUSUAL_COUNT_7D, unusualOfAWeek);
        features.set(Feature.UNUSUAL_COUNT_14D, unusualOfAFortnight);
        if (counts[WEEK] > 0) {
            features.set(Feature.UNUSUAL_SHARE_7D, (double) unusualOfAWeek / counts[WEEK]);
        }
        if (lastUnusualMs != Long.MIN_VALUE) {
            features.set(
                    Feature.UNUSUAL_DAYS_SINCE_30D,
                    (nowMs - lastUnusualMs) / (double) EventTime.MS_PER_DAY);
        }
        if (surgeStarts > 0) {
            features.set(Feature.SURGE_EVIDENCE_14D, Math.log(surgeSum / surgeStarts));
        }
        if (!Float.isNaN(highestRatio)) {
            features.set(Feature.HIGHEST_RATIO_7D, highestRatio);
        }
    }

    /** Mean amount of the longest window; NaN where there is none above 0. */
    double ownMeanMinor() {
        return sumsMinor[LONGEST] > 0
                ? (double) sumsMinor[LONGEST] / withAmount[LONGEST]
                : Double.NaN;
    }

    AmountSample sample() {
        return sample;
    }
}
