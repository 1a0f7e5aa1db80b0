package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Features from the history as it is kept, step by step, equal a plain recomputation from the list
 * of everything that arrived so far: for thousands of random cards with disorder, ties, repeats,
 * currencies without a rate, blocked transactions and bounds so small that they matter.
 *
 * <p>The recomputation below shares no code with what it judges but the events, the geodesic, the
 * exchange rates and each event's decision.
 */
class FeaturePropertyTest {
    private static final int CARDS = 3_000;
    private static final int EVENTS_MAX = 60;

    /** What arrived: an event, its amount in cents where known, and what was decided. */
    private record Arrived(CardTransaction event, Long cents, Decision decision) {
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
                    arrived.add(new Arrived(event, cents, scored.verdict().decision()));
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
                        .isCloseTo(value, within(1e-9 * Math.max(1, Math.abs(value)))));
    }

    private static Map<String, Double> recompute(
            List<Arrived> arrived, CardTransaction event, Long cents, ScorerSettings settings) {
        Map<String, Double> features = new TreeMap<>();
        if (cents != null) {
            features.put("amountMinor", (double) cents);
        }
        List<Arrived> kept = kept(arrived, settings.history());
        velocity(features, kept, event, cents, "1m", 60);
        velocity(features, kept, event, cents, "5m", 300);
        velocity(features, kept, event, cents, "1h", 3_600);
        velocity(features, kept, event, cents, "24h", 86_400);
        long small = settings.features().smallAmountBelowMinor();
        features.put(
                "smallAmounts10m",
                (double)
                        inWindow(kept, event, 600).stream()
                                .filter(a -> a.cents() != null && a.cents() < small)
                                .count());
        if (cents != null) {
            spending(features, arrived, cents, settings.history());
        }
        travel(features, arrived, event, settings);
        devices(features, arrived, event);
        return features;
    }

    /** The newest maxAttempts of what is within 24 h and the lateness of the newest. */
    private static List<Arrived> kept(List<Arrived> arrived, HistorySettings settings) {
        long newest = arrived.stream().mapToLong(Arrived::ms).max().orElse(0);
        long horizon = 86_400_000L + settings.lateness().toMillis();
        return arrived.stream()
                .filter(a -> a.ms() > newest - horizon)
                .sorted(IN_ORDER.reversed())
                .limit(settings.maxAttempts())
                .toList();
    }

    private static List<Arrived> inWindow(List<Arrived> kept, CardTransaction event, long seconds) {
        Instant end = event.occurredAt();
        Instant start = end.minusSeconds(seconds);
        return kept.stream()
                .filter(a -> a.event().occurredAt().isAfter(start))
                .filter(a -> !a.event().occurredAt().isAfter(end))
                .toList();
    }

    private static void velocity(
            Map<String, Double> features,
            List<Arrived> kept,
            CardTransaction event,
            Long cents,
            String window,
            long seconds) {
        List<Arrived> inside = inWindow(kept, event, seconds);
        features.put("cardCount" + window, inside.size() + 1.0);
        if (cents != null) {
            double others =
                    inside.stream().filter(a -> a.cents() != null).mapToLong(Arrived::cents).sum();
            features.put("cardSumMinor" + window, others + cents);
        }
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
        Arrived now = new Arrived(event, null, Decision.APPROVE);
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
                        Duration.ofMinutes(random.nextInt(0, 180)),
                        random.nextInt(1, 6),
                        random.nextDouble(1.5, 5)),
                defaults.features(),
                defaults.rates(),
                defaults.rules());
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
        long[] edges = {0, 60_000, 300_000, 600_000, 3_600_000, 86_400_000};
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
