package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Features from the history as it is kept, step by step, equal a plain recomputation from the list
 * of everything that arrived so far: for thousands of random cards with disorder, ties, repeats,
 * currencies without a rate, blocked transactions and bounds so small that they matter.
 *
 * <p>The recomputation below shares no code with what it judges but the events, the geodesic, the
 * exchange rates, the hash that orders attempts of the same time, and each event's decision.
 */
class FeaturePropertyTest {
    private static final int CARDS = 3_000;
    private static final int EVENTS_MAX = 60;

    /**
     * What arrived: an event, its amount in cents where known, what was decided, and what it was to
     * the card then.
     */
    private record Arrived(
            CardTransaction event, Long cents, Decision decision, float ratio, boolean newDevice) {
        long ms() {
            return event.occurredAt().toEpochMilli();
        }

        String id() {
            return event.transactionId().value();
        }

        boolean learned() {
            return decision != Decision.BLOCK;
        }

        boolean placed() {
            return learned()
                    && event.location() != null
                    && (event.channel() == Channel.CARD_PRESENT || event.channel() == Channel.ATM);
        }
    }

    private static final Comparator<Arrived> IN_ORDER =
            Comparator.comparingLong(Arrived::ms).thenComparing(Arrived::id);

    /** Attempts of the same time are kept in the order of their hashes. */
    private static final Comparator<Arrived> AS_KEPT =
            Comparator.comparingLong(Arrived::ms).thenComparingLong(a -> IdHash.of(a.id()));

    /** An attempt as it counts: when it happened, or at the end of its day if no longer kept. */
    private record Counted(long ms, Long cents, boolean unusual, float ratio) {}

    @Test
    void shouldEqualAPlainRecomputationForRandomHistories() {
        long seed = 4711;
        int judged = 0;
        int blocked = 0;
        int repeats = 0;
        for (int cardNumber = 0; cardNumber < CARDS; cardNumber++) {
            Random random = new Random(seed + cardNumber);
            ScorerSettings settings = randomSettings(random);
            FraudScorer scorer = new FraudScorer(settings);
            CardHistory history = CardHistory.EMPTY;
            List<Arrived> arrived = new ArrayList<>();
            for (CardTransaction event : randomEvents(random)) {
                FraudScorer.Scored scored = scorer.score(history, event);
                Long cents = cents(settings.rates(), event);
                if (history.remembers(event.transactionId())) {
                    assertThat(scored.after()).isEqualTo(history);
                    repeats++;
                } else {
                    assertSame(
                            scored.verdict().features().present(),
                            recompute(arrived, event, cents, settings),
                            "seed " + (seed + cardNumber) + ", event " + arrived.size());
                    arrived.add(
                            arrived(arrived, event, cents, scored.verdict().decision(), settings));
                    judged++;
                }
                history = scored.after();
                blocked += scored.verdict().decision() == Decision.BLOCK ? 1 : 0;
            }
        }
        assertThat(judged).isGreaterThan(CARDS * 20);
        assertThat(blocked).as("blocked ones among them").isGreaterThan(CARDS);
        assertThat(repeats).as("repeats among them").isGreaterThan(CARDS);
    }

    private static void assertSame(
            Map<String, Double> actual, Map<String, Double> expected, String where) {
        assertThat(actual.keySet()).as(where).isEqualTo(expected.keySet());
        expected.forEach((name, value) ->
                assertThat(actual.get(name))
                        .as("%s, %s", where, name)
                        .isCloseTo(value, Offset.offset(1e-9 * Math.max(1, Math.abs(value)))));
    }

    private static Arrived arrived(
            List<Arrived> before,
            CardTransaction event,
            Long cents,
            Decision decision,
            ScorerSettings settings) {
        boolean newDevice =
                event.deviceId() != null
                        && before.stream()
                                .filter(a -> a.learned() && a.ms() <= ms(event))
                                .noneMatch(a -> event.deviceId().equals(a.event().deviceId()));
        float ratio =
                cents == null
                        ? Float.NaN
                        : (float) (cents / usual(before, settings.history().usual()));
        return new Arrived(event, cents, decision, ratio, newDevice);
    }

    private static long ms(CardTransaction event) {
        return event.occurredAt().toEpochMilli();
    }

    private static Map<String, Double> recompute(
            List<Arrived> arrived, CardTransaction event, Long cents, ScorerSettings settings) {
        Map<String, Double> features = new TreeMap<>();
        if (cents != null) {
            features.put("amountMinor", (double) cents);
        }
        List<Arrived> kept = kept(arrived, settings.history());
        List<Counted> counted = counted(arrived, kept, settings.history());
        velocity(features, counted, event, cents, "1m", 60);
        velocity(features, counted, event, cents, "5m", 300);
        velocity(features, counted, event, cents, "1h", 3_600);
        velocity(features, counted, event, cents, "24h", 86_400);
        velocity(features, counted, event, cents, "7d", 7 * 86_400);
        velocity(features, counted, event, cents, "30d", 30 * 86_400);
        long small = settings.features().smallAmountBelowMinor();
        features.put(
                "smallAmounts10m",
                (double)
                        kept.stream()
                                .filter(a -> within(a.ms(), event, 600))
                                .filter(a -> a.cents() != null && a.cents() < small)
                                .count());
        unusual(features, kept, counted, event);
        robust(features, kept, counted, event, cents, settings);
        features.put("usualAmountMinor", usual(arrived, settings.history().usual()));
        if (cents != null) {
            spending(features, arrived, cents, settings.history());
            againstUsual(features, cents, usual(arrived, settings.history().usual()));
        }
        sequences(features, kept, event, cents, settings.features());
        travel(features, arrived, event, settings);
        devices(features, arrived, event);
        merchants(features, arrived, event);
        calendar(features, event);
        return features;
    }

    private static long dayEnd(long ms) {
        return Math.floorDiv(ms, 86_400_000L) * 86_400_000L + 86_399_999;
    }

    /** What is not of days that ended 30 days and the lateness before the newest. */
    private static List<Arrived> recent(List<Arrived> arrived, HistorySettings settings) {
        long newest = arrived.stream().mapToLong(Arrived::ms).max().orElse(0);
        long horizon = 30 * 86_400_000L + settings.lateness().toMillis();
        return arrived.stream().filter(a -> newest - dayEnd(a.ms()) < horizon).toList();
    }

    /** The newest maxAttempts of the recent ones, newest first. */
    private static List<Arrived> kept(List<Arrived> arrived, HistorySettings settings) {
        return recent(arrived, settings).stream()
                .sorted(AS_KEPT.reversed())
                .limit(settings.maxAttempts())
                .toList();
    }

    private static List<Counted> counted(
            List<Arrived> arrived, List<Arrived> kept, HistorySettings settings) {
        double unusualFrom = settings.usual().unusualRatio();
        return recent(arrived, settings).stream()
                .map(a ->
                        new Counted(
                                kept.contains(a) ? a.ms() : dayEnd(a.ms()),
                                a.cents(),
                                a.ratio() > unusualFrom,
                                a.ratio()))
                .toList();
    }

    private static boolean within(long ms, CardTransaction event, long seconds) {
        return ms <= ms(event) && ms > ms(event) - seconds * 1_000;
    }

    private static void velocity(
            Map<String, Double> features,
            List<Counted> counted,
            CardTransaction event,
            Long cents,
            String window,
            long seconds) {
        List<Counted> inside =
                counted.stream().filter(a -> within(a.ms(), event, seconds)).toList();
        features.put("cardCount" + window, inside.size() + 1.0);
        if (cents != null) {
            List<Long> amounts = new ArrayList<>(List.of(cents));
            inside.stream().map(Counted::cents).filter(Objects::nonNull).forEach(amounts::add);
            double sum = amounts.stream().mapToLong(Long::longValue).sum();
            features.put("cardSumMinor" + window, sum);
            features.put("cardMeanMinor" + window, sum / amounts.size());
        }
    }

    private static void unusual(
            Map<String, Double> features,
            List<Arrived> kept,
            List<Counted> counted,
            CardTransaction event) {
        List<Counted> week =
                counted.stream().filter(a -> within(a.ms(), event, 7 * 86_400)).toList();
        double ofAWeek = week.stream().filter(Counted::unusual).count();
        features.put("unusualCount7d", ofAWeek);
        features.put(
                "unusualCount14d",
                (double)
                        counted.stream()
                                .filter(a -> a.unusual() && within(a.ms(), event, 14 * 86_400))
                                .count());
        if (!week.isEmpty()) {
            features.put("unusualShare7d", ofAWeek / week.size());
        }
        counted.stream()
                .filter(a -> a.unusual() && within(a.ms(), event, 30 * 86_400))
                .mapToLong(Counted::ms)
                .max()
                .ifPresent(last ->
                        features.put("unusualDaysSince30d", (ms(event) - last) / 86_400_000.0));
        surgeEvidence(features, kept, event);
        week.stream()
                .filter(a -> a.cents() != null)
                .mapToDouble(Counted::ratio)
                .max()
                .ifPresent(highest -> features.put("highestRatio7d", highest));
    }

    /** The latest 64 amounts that were learned, and the mean of all of 30 days. */
    private static void robust(
            Map<String, Double> features,
            List<Arrived> kept,
            List<Counted> counted,
            CardTransaction event,
            Long cents,
            ScorerSettings settings) {
        double own =
                counted.stream()
                        .filter(a -> a.cents() != null && within(a.ms(), event, 30 * 86_400))
                        .mapToLong(Counted::cents)
                        .average()
                        .orElse(0);
        if (cents != null && own > 0) {
            features.put("amountToOwnMean30d", cents / own);
        }
        List<Double> latest =
                kept.stream()
                        .filter(a -> a.learned() && a.cents() != null)
                        .filter(a -> within(a.ms(), event, 30 * 86_400))
                        .limit(64)
                        .map(a -> (double) a.cents())
                        .toList();
        if (latest.isEmpty()) {
            return;
        }
        double median = median(latest);
        features.put("medianAmountMinor30d", median);
        if (cents == null) {
            return;
        }
        double mad = median(latest.stream().map(amount -> Math.abs(amount - median)).toList());
        features.put("amountToMedian30d", cents / median);
        features.put(
                "amountRobustZ30d",
                (cents - median) / (1.4826 * mad + settings.features().deviationFloorMinor()));
    }

    /** For each beginning the product of the likelihood ratios since, then their mean. */
    private static void surgeEvidence(
            Map<String, Double> features, List<Arrived> kept, CardTransaction event) {
        List<Double> ratios =
                kept.stream()
                        .filter(a -> a.cents() != null && within(a.ms(), event, 14 * 86_400))
                        .map(a -> (double) a.ratio())
                        .toList();
        double sum = 0;
        for (int begin = 0; begin < ratios.size(); begin++) {
            double product = 1;
            for (double ratio : ratios.subList(0, begin + 1)) {
                double surge = logDensity(ratio, 5, 2.5) - logDensity(ratio, 1, 0.5);
                product *= (2 + Math.exp(Math.max(-20, Math.min(20, surge)))) / 3;
            }
            sum += Math.min(product, 1e300);
        }
        if (!ratios.isEmpty()) {
            features.put("surgeEvidence14d", Math.log(sum / ratios.size()));
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int n = sorted.size();
        return (sorted.get((n - 1) / 2) + sorted.get(n / 2)) / 2;
    }

    /** What enters the usual amount, one by one in order of arrival. */
    private static double usual(List<Arrived> arrived, UsualSettings settings) {
        double sum = 3.0 * 50_00;
        int n = 0;
        for (Arrived a : arrived) {
            if (a.learned() && a.cents() != null) {
                double usual = sum / (n + 3);
                if (n < settings.firstCount()) {
                    sum += Math.min(a.cents(), 150_00);
                } else if (a.cents() > 2.8 * usual) {
                    sum += usual;
                } else {
                    sum += Math.min(a.cents(), 2.2 * usual);
                }
                n++;
            }
        }
        return sum / (n + 3);
    }

    private static void againstUsual(Map<String, Double> features, long cents, double usual) {
        features.put("amountToUsualRatio", cents / usual);
        double amount = (double) cents;
        double surge =
                logDensity(amount, 5 * usual, 2.5 * usual) - logDensity(amount, usual, usual / 2);
        features.put("amountSurge", Math.max(-20, Math.min(20, surge)));
    }

    private static double logDensity(double x, double mean, double deviation) {
        return -(x - mean) * (x - mean) / (2 * deviation * deviation)
                - Math.log(deviation * Math.sqrt(2 * Math.PI));
    }

    private static void sequences(
            Map<String, Double> features,
            List<Arrived> kept,
            CardTransaction event,
            Long cents,
            FeatureSettings settings) {
        boolean large = cents != null && cents >= settings.largeFromMinor();
        List<Arrived> sinceLarge =
                kept.stream()
                        .filter(a -> a.ms() <= ms(event))
                        .takeWhile(a -> a.cents() == null || a.cents() < settings.largeFromMinor())
                        .toList();
        features.put(
                "smallThenLarge1h",
                (double)
                        sinceLarge.stream()
                                .filter(a -> large && within(a.ms(), event, 3_600))
                                .filter(a ->
                                        a.cents() != null
                                                && a.cents() < settings.smallAmountBelowMinor())
                                .count());
        features.put(
                "newDeviceThenLarge24h",
                (double)
                        sinceLarge.stream()
                                .filter(a -> large && within(a.ms(), event, 86_400))
                                .filter(Arrived::newDevice)
                                .count());
    }

    private static void calendar(Map<String, Double> features, CardTransaction event) {
        long hour = Math.floorMod(Math.floorDiv(ms(event), 3_600_000L), 24L);
        // 1970-01-01 was a Thursday.
        long day = Math.floorMod(Math.floorDiv(ms(event), 86_400_000L) + 3, 7L) + 1;
        features.put("hourOfDay", (double) hour);
        features.put("dayOfWeek", (double) day);
        features.put("night", hour < 7 ? 1.0 : 0.0);
        features.put("weekend", day > 5 ? 1.0 : 0.0);
    }

    /** Two passes over what was learned, in order of arrival, clipped by the mean so far. */
    private static void spending(
            Map<String, Double> features,
            List<Arrived> arrived,
            long cents,
            HistorySettings settings) {
        List<Double> learned = new ArrayList<>();
        for (Arrived a : arrived) {
            if (a.learned() && a.cents() != null) {
                double most =
                        learned.size() < settings.spendClipAfter()
                                ? Double.MAX_VALUE
                                : settings.spendClipRatio() * mean(learned);
                learned.add(Math.min(a.cents(), most));
            }
        }
        features.put("spendCount", (double) learned.size());
        if (learned.isEmpty()) {
            return;
        }
        double mean = mean(learned);
        features.put("spendMeanMinor", mean);
        features.put("amountToMeanRatio", cents / mean);
        double squares = learned.stream().mapToDouble(x -> (x - mean) * (x - mean)).sum();
        if (learned.size() > 1 && squares > 0) {
            features.put(
                    "amountZScore", (cents - mean) / Math.sqrt(squares / (learned.size() - 1)));
        }
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum() / values.size();
    }

    private static void travel(
            Map<String, Double> features,
            List<Arrived> arrived,
            CardTransaction event,
            ScorerSettings settings) {
        Arrived now = new Arrived(event, null, Decision.APPROVE, 0, false);
        if (!now.placed()) {
            return;
        }
        List<Arrived> places =
                arrived.stream()
                        .filter(Arrived::placed)
                        .sorted(IN_ORDER.reversed())
                        .limit(settings.history().maxPlaces())
                        .toList();
        places.stream()
                .filter(place -> IN_ORDER.compare(place, now) < 0)
                .max(IN_ORDER)
                .ifPresent(previous -> journey(features, "travel", previous, now, settings));
        places.stream()
                .filter(place -> IN_ORDER.compare(place, now) > 0)
                .min(IN_ORDER)
                .ifPresent(next -> journey(features, "nextTravel", next, now, settings));
    }

    private static void journey(
            Map<String, Double> features,
            String name,
            Arrived other,
            Arrived now,
            ScorerSettings settings) {
        double km = other.event().location().kilometresTo(now.event().location());
        double minutes = Math.abs(now.ms() - other.ms()) / 60_000.0;
        double counted =
                Math.max(minutes, settings.features().minimumTravelTime().toMillis() / 60_000.0);
        double far = Math.max(0, km - settings.features().locationErrorKm());
        features.put(name + "Km", km);
        features.put(name + "Minutes", minutes);
        features.put(name + "KmPerHour", far / counted * 60);
    }

    private static void devices(
            Map<String, Double> features, List<Arrived> arrived, CardTransaction event) {
        if (event.deviceId() == null) {
            return;
        }
        List<Arrived> before =
                arrived.stream()
                        .filter(a -> a.learned() && a.event().deviceId() != null)
                        .filter(a -> !a.event().occurredAt().isAfter(event.occurredAt()))
                        .toList();
        Set<DeviceId> others = new HashSet<>();
        long firstMs = event.occurredAt().toEpochMilli();
        boolean known = false;
        for (Arrived a : before) {
            if (a.event().deviceId().equals(event.deviceId())) {
                known = true;
                firstMs = Math.min(firstMs, a.ms());
            } else {
                others.add(a.event().deviceId());
            }
        }
        features.put("deviceKnown", known ? 1.0 : 0.0);
        features.put("deviceAgeHours", (event.occurredAt().toEpochMilli() - firstMs) / 3_600_000.0);
        features.put("otherDevices", (double) others.size());
    }

    private static void merchants(
            Map<String, Double> features, List<Arrived> arrived, CardTransaction event) {
        if (event.merchantId() == null) {
            return;
        }
        Map<MerchantId, Long> firstMs = new HashMap<>();
        for (Arrived a : arrived) {
            if (a.learned() && a.event().merchantId() != null && a.ms() <= ms(event)) {
                firstMs.merge(a.event().merchantId(), a.ms(), Math::min);
            }
        }
        Long first = firstMs.remove(event.merchantId());
        features.put("merchantKnown", first == null ? 0.0 : 1.0);
        features.put("merchantAgeHours", first == null ? 0.0 : (ms(event) - first) / 3_600_000.0);
        features.put("otherMerchants", (double) firstMs.size());
    }

    private static Long cents(ReferenceRates rates, CardTransaction event) {
        long minor = rates.toReferenceMinor(event.amount());
        return minor < 0 ? null : minor;
    }

    private static ScorerSettings randomSettings(Random random) {
        ScorerSettings defaults = ScorerSettings.defaults();
        return new ScorerSettings(
                new HistorySettings(
                        random.nextBoolean() ? 128 : random.nextInt(1, 12),
                        random.nextInt(1, 9),
                        16,
                        16,
                        Duration.ofMinutes(random.nextInt(0, 180)),
                        random.nextInt(1, 6),
                        random.nextDouble(1.5, 5),
                        UsualSettings.defaults()),
                defaults.features(),
                defaults.rates(),
                defaults.rules(),
                defaults.model());
    }

    /** Bursts and pauses, mostly forward in time, sometimes back; every eighth event a repeat. */
    private static List<CardTransaction> randomEvents(Random random) {
        int events = random.nextInt(1, EVENTS_MAX);
        long typicalGapMs = (long) Math.pow(10, random.nextDouble(2, 8));
        List<CardTransaction> made = new ArrayList<>();
        Instant time = TransactionBuilder.NOON;
        for (int i = 0; i < events; i++) {
            if (i > 0 && random.nextInt(8) == 0) {
                made.add(made.get(random.nextInt(made.size())));
                continue;
            }
            long gapMs = edgyGap(random, typicalGapMs);
            boolean back = random.nextInt(5) == 0;
            Instant occurredAt = back ? time.minusMillis(gapMs) : time.plusMillis(gapMs);
            time = back ? time : occurredAt;
            made.add(randomEvent(random, i, occurredAt));
        }
        return made;
    }

    /** Often exactly a window or a millisecond beside it, or no time at all. */
    private static long edgyGap(Random random, long typicalGapMs) {
        long day = 86_400_000;
        long[] edges = {0, 60_000, 300_000, 600_000, 3_600_000, day, 7 * day, 14 * day, 30 * day};
        return random.nextInt(3) == 0
                ? Math.max(0, edges[random.nextInt(edges.length)] + random.nextInt(-1, 2))
                : random.nextLong(typicalGapMs);
    }

    private static CardTransaction randomEvent(Random random, int i, Instant occurredAt) {
        String[] currencies = {"EUR", "EUR", "EUR", "USD", "JPY", "KWD", "XTS"};
        Channel[] channels = Channel.values();
        TransactionBuilder event =
                transaction(random.nextInt(100) + "-" + i)
                        .of(
                                (long) Math.pow(10, random.nextDouble(1, 5)),
                                currencies[random.nextInt(currencies.length)])
                        .at(occurredAt);
        if (random.nextBoolean()) {
            event = event.on("d-" + random.nextInt(10));
        }
        if (random.nextBoolean()) {
            event = event.at("m-" + random.nextInt(10), null);
        }
        if (random.nextBoolean()) {
            double spread = random.nextInt(4) == 0 ? 60 : 1;
            event =
                    event.through(
                            channels[random.nextInt(channels.length)],
                            new GeoPoint(
                                    random.nextDouble(-spread, spread),
                                    random.nextDouble(-spread, spread)));
        }
        return event.build();
    }
}
