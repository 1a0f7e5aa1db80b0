package dev.tributary.fraud.domain;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Features of the entities of a transaction as of its event time, from what is told of them. A
 * label counts from the time on when it was known, whatever the summary holds.
 */
final class EntityFeatures {
    private static final double MS_PER_DAY = EventTime.MS_PER_DAY;
    private static final long HOUR_MS = Duration.ofHours(1).toMillis();
    private static final long DAY_MS = EntitySettings.USE_WINDOW.toMillis();
    private static final long[] WINDOW_MS = {
        Duration.ofHours(24).toMillis(),
        Duration.ofDays(7).toMillis(),
        EntitySettings.LABEL_WINDOW.toMillis()
    };
    private static final int WEEK = 1;
    private static final int LONGEST = 2;

    /** Of the smoothed rates, as the study has them. */
    private static final double SMOOTHING_FRAUDS = 0.01;

    private static final double SMOOTHING_COUNT = 2;

    private static final Feature[] TERMINAL_COUNTS = {
        Feature.TERMINAL_COUNT_24H, Feature.TERMINAL_COUNT_7D, Feature.TERMINAL_COUNT_30D
    };
    private static final Feature[] TERMINAL_RATES = {
        Feature.TERMINAL_FRAUD_RATE_24H,
        Feature.TERMINAL_FRAUD_RATE_7D,
        Feature.TERMINAL_FRAUD_RATE_30D
    };
    private static final Feature[] MERCHANT_COUNTS = {
        Feature.MERCHANT_COUNT_24H, Feature.MERCHANT_COUNT_7D, Feature.MERCHANT_COUNT_30D
    };
    private static final Feature[] MERCHANT_RATES = {
        Feature.MERCHANT_FRAUD_RATE_24H,
        Feature.MERCHANT_FRAUD_RATE_7D,
        Feature.MERCHANT_FRAUD_RATE_30D
    };

    private final EntitySettings settings;
    private final long delayMs;

    EntityFeatures(EntitySettings settings) {
        this.settings = settings;
        this.delayMs = settings.labelDelay().toMillis();
    }

    void extract(
            FeatureVector features,
            CardTransaction transaction,
            EntityRisks risks,
            LearnedConstants learned) {
        long nowMs = transaction.occurredAtMs();
        terminal(features, risks.terminal(), nowMs, learned);
        Labels merchant = labels(risks.merchant(), nowMs);
        if (merchant.areTold(settings)) {
            counts(features, merchant, MERCHANT_COUNTS, MERCHANT_RATES);
        }
        Labels device = labels(risks.device(), nowMs);
        if (device.areTold(settings)) {
            features.set(Feature.DEVICE_FRAUDS_30D, device.frauds[LONGEST]);
        }
        Labels ip = labels(risks.ip(), nowMs);
        if (ip.areTold(settings)) {
            features.set(Feature.IP_FRAUDS_30D, ip.frauds[LONGEST]);
        }
        uses(
                features,
                risks.device().uses(),
                transaction,
                Feature.DEVICE_OTHER_CARDS_24H,
                Feature.DEVICE_OTHER_USES_1H,
                Feature.DEVICE_OTHER_USES_24H);
        uses(
                features,
                risks.ip().uses(),
                transaction,
                Feature.IP_OTHER_CARDS_24H,
                Feature.IP_OTHER_USES_1H,
                Feature.IP_OTHER_USES_24H);
    }

    private void terminal(
            FeatureVector features, EntityRisk risk, long nowMs, LearnedConstants learned) {
        Labels labels = labels(risk, nowMs);
        if (!labels.areTold(settings)) {
            return;
        }
        counts(features, labels, TERMINAL_COUNTS, TERMINAL_RATES);
        Unexplained unexplained = unexplained(risk, nowMs, labels.lastHonestMs, learned);
        if (labels.lastHonestMs != Labels.NEVER) {
            features.set(
                    Feature.TERMINAL_HONEST_DAYS_SINCE_30D,
                    (nowMs - labels.lastHonestMs) / MS_PER_DAY);
        }
        if (unexplained.longest > 0) {
            features.set(
                    Feature.TERMINAL_UNEXPLAINED_DAYS_SINCE_30D,
                    (nowMs - unexplained.lastMs) / MS_PER_DAY);
        }
        features.set(Feature.TERMINAL_RUN_30D, unexplained.run);
        if (unexplained.run > 0) {
            features.set(
                    Feature.TERMINAL_RUN_CHANCE_30D,
                    chance(nowMs, unexplained.runFirstMs, labels.lastHonestMs));
            features.set(
                    Feature.TERMINAL_RUN_DAYS_30D, (nowMs - unexplained.runFirstMs) / MS_PER_DAY);
            if (labels.lastHonestMs != Labels.NEVER) {
                features.set(
                        Feature.TERMINAL_RUN_GAP_DAYS_30D,
                        (unexplained.runFirstMs - labels.lastHonestMs) / MS_PER_DAY);
            }
        }
        features.set(Feature.TERMINAL_UNEXPLAINED_7D, unexplained.week);
        features.set(Feature.TERMINAL_UNEXPLAINED_30D, unexplained.longest);
        features.set(
                Feature.TERMINAL_UNEXPLAINED_RATE_30D,
                (unexplained.longest + SMOOTHING_FRAUDS)
                        / (labels.counts[LONGEST] + SMOOTHING_COUNT));
        features.set(
                Feature.TERMINAL_UNEXPLAINED_DECAYED_30D,
                (unexplained.decayed + SMOOTHING_FRAUDS) / (labels.decayed + SMOOTHING_COUNT));
    }

    /**
     * The run began at some time after the last honest transaction and up to its first fraud, each
     * time being as likely, and lasts as long as runs do: the share of those times that it has not
     * ended from.
     */
    private double chance(long nowMs, long runFirstMs, long lastHonestMs) {
        long earliestMs = Math.max(lastHonestMs, nowMs - delayMs - WINDOW_MS[LONGEST]);
        long openMs = runFirstMs - Math.max(earliestMs, nowMs - settings.runLength().toMillis());
        return Math.clamp((double) openMs / (runFirstMs - earliestMs), 0, 1);
    }

    private static void counts(
            FeatureVector features, Labels labels, Feature[] counts, Feature[] rates) {
        for (int w = 0; w < WINDOW_MS.length; w++) {
            features.set(counts[w], labels.counts[w]);
            if (labels.counts[w] > 0) {
                features.set(rates[w], (double) labels.frauds[w] / labels.counts[w]);
            }
        }
    }

    /** What was labelled, by window. */
    private static final class Labels {
        static final long NEVER = Long.MIN_VALUE;

        final int[] counts = new int[WINDOW_MS.length];
        final int[] frauds = new int[WINDOW_MS.length];
        double decayed;
        long lastHonestMs = NEVER;

        boolean areTold(EntitySettings settings) {
            return frauds[LONGEST] >= settings.leastFrauds();
        }
    }

    /** Frauds that only the entity explains. */
    private static final class Unexplained {
        int week;
        int longest;
        double decayed;
        long lastMs;
        int run;
        long runFirstMs;
    }

    private Labels labels(EntityRisk risk, long nowMs) {
        Labels labels = new Labels();
        Outcomes frauds = risk.frauds();
        for (int i = frauds.size() - 1; i >= 0; i--) {
            if (frauds.timeMs(i) <= nowMs && frauds.knownAt(i, nowMs)) {
                add(labels, nowMs - frauds.timeMs(i), 1, 1);
            }
        }
        if (frauds.size() == 0 && risk.days().isEmpty()) {
            return labels;
        }
        Outcomes honest = risk.honest();
        for (int i = honest.size() - 1; i >= 0; i--) {
            long ageMs = nowMs - honest.timeMs(i);
            if (ageMs < 0 || !honest.knownAt(i, nowMs)) {
                continue;
            }
            if (labels.lastHonestMs == Labels.NEVER && ageMs < delayMs + WINDOW_MS[LONGEST]) {
                labels.lastHonestMs = honest.timeMs(i);
            }
            add(labels, ageMs, 1, 0);
        }
        List<EntityDay> days = risk.days();
        for (int i = 0; i < days.size(); i++) {
            EntityDay day = days.get(i);
            if (day.timeMs() <= nowMs && day.labelledAtMs() <= nowMs) {
                add(labels, nowMs - day.timeMs(), day.labelled(), day.frauds());
            }
        }
        return labels;
    }

    private void add(Labels labels, long ageMs, int labelled, int frauds) {
        int w = LONGEST;
        for (; w >= 0 && ageMs < delayMs + WINDOW_MS[w]; w--) {
            labels.counts[w] += labelled;
            labels.frauds[w] += frauds;
        }
        if (w < LONGEST) {
            labels.decayed += labelled * weight(ageMs);
        }
    }

    private Unexplained unexplained(
            EntityRisk risk, long nowMs, long lastHonestMs, LearnedConstants learned) {
        Unexplained found = new Unexplained();
        Outcomes frauds = risk.frauds();
        for (int i = 0; i < frauds.size(); i++) {
            long ageMs = nowMs - frauds.timeMs(i);
            if (ageMs < 0
                    || ageMs >= delayMs + WINDOW_MS[LONGEST]
                    || !frauds.knownAt(i, nowMs)
                    || frauds.explained(i, settings.explainedFrom(), learned)) {
                continue;
            }
            found.longest++;
            found.week += ageMs < delayMs + WINDOW_MS[WEEK] ? 1 : 0;
            found.decayed += weight(ageMs);
            found.lastMs = frauds.timeMs(i);
            if (frauds.timeMs(i) > lastHonestMs) {
                found.runFirstMs = found.run == 0 ? frauds.timeMs(i) : found.runFirstMs;
                found.run++;
            }
        }
        return found;
    }

    private double weight(long ageMs) {
        return Math.exp(-(double) ageMs / settings.decay().toMillis());
    }

    private void uses(
            FeatureVector features,
            EntityUses uses,
            CardTransaction transaction,
            Feature cards,
            Feature lastHour,
            Feature lastDay) {
        if (uses.size() == 0) {
            return;
        }
        long card = IdHash.of(transaction.cardId().value());
        Set<Long> others = new HashSet<>();
        int hour = 0;
        int day = 0;
        for (int i = 0; i < uses.size(); i++) {
            long ageMs = transaction.occurredAtMs() - uses.timeMs(i);
            if (ageMs < 0 || ageMs >= DAY_MS || uses.card(i) == card) {
                continue;
            }
            others.add(uses.card(i));
            day++;
            hour += ageMs < HOUR_MS ? 1 : 0;
        }
        if (others.size() >= settings.leastCards()) {
            features.set(cards, others.size());
            features.set(lastHour, hour);
            features.set(lastDay, day);
        }
    }
}
