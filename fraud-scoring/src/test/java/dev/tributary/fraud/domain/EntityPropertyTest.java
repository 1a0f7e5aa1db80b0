package dev.tributary.fraud.domain;

import static dev.tributary.fraud.domain.TransactionBuilder.NOON;
import static dev.tributary.fraud.domain.TransactionBuilder.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Features of a terminal from its bounded summary, folded step by step in any order with repeats
 * and corrected labels, equal a plain recomputation from the list of all labels. And nothing that
 * became known after a transaction is in its features: they are the same with and without it.
 */
class EntityPropertyTest {
    private static final int ENTITIES = 3_000;
    private static final long DAY = 86_400_000;
    private static final long NOW = NOON.toEpochMilli();
    private static final EntitySettings SETTINGS = EntitySettings.defaults();
    private static final long CUT = 220_00;

    @Test
    void shouldEqualAPlainRecomputationForRandomOutcomes() {
        long seed = 815;
        int told = 0;
        for (int i = 0; i < ENTITIES; i++) {
            Random random = new Random(seed + i);
            List<Outcome> outcomes = randomOutcomes(random);
            Map<String, Double> actual = features(fold(outcomes));
            Map<String, Double> expected = recompute(outcomes);

            String where = "seed " + (seed + i);
            assertThat(actual.keySet()).as(where).isEqualTo(expected.keySet());
            expected.forEach((name, value) ->
                    assertThat(actual.get(name))
                            .as("%s, %s", where, name)
                            .isCloseTo(value, Offset.offset(1e-9)));
            told += expected.isEmpty() ? 0 : 1;
        }
        assertThat(told).as("entities with known fraud among them").isGreaterThan(ENTITIES / 3);
    }

    /** The test that fails when a label leaks. */
    @Test
    void shouldNotChangeByWhatBecomesKnownLater() {
        long seed = 4_242;
        int later = 0;
        for (int i = 0; i < ENTITIES; i++) {
            Random random = new Random(seed + i);
            List<Outcome> all = new ArrayList<>(randomOutcomes(random));
            // A correction takes the former label away, also from who asks about the time before.
            Map<Long, Integer> labels = new HashMap<>();
            all.forEach(outcome -> labels.merge(outcome.id(), 1, Integer::sum));
            all.removeIf(outcome -> labels.get(outcome.id()) > 1);
            List<Outcome> known =
                    all.stream().filter(outcome -> outcome.labelledAtMs() <= NOW).toList();

            assertThat(features(fold(all)))
                    .as("seed %d", seed + i)
                    .isEqualTo(features(fold(known)));
            later += all.size() - known.size();
        }
        assertThat(later).as("labels that came later").isGreaterThan(ENTITIES);
    }

    private static EntityRisk fold(List<Outcome> outcomes) {
        EntityRisk risk = EntityRisk.NONE;
        for (Outcome outcome : outcomes) {
            risk = risk.plus(outcome, SETTINGS);
        }
        return risk;
    }

    private static Map<String, Double> features(EntityRisk terminal) {
        Map<String, Double> features =
                new TreeMap<>(
                        new CardFeatures(ScorerSettings.defaults(), new LearnedConstants(CUT))
                                .next(
                                        CardHistory.EMPTY,
                                        transaction("now").build(),
                                        new EntityRisks(
                                                terminal,
                                                EntityRisk.NONE,
                                                EntityRisk.NONE,
                                                EntityRisk.NONE))
                                .features()
                                .present());
        features.keySet().removeIf(name -> !name.startsWith("terminal"));
        return features;
    }

    private static Map<String, Double> recompute(List<Outcome> outcomes) {
        Map<Long, Outcome> latest = new HashMap<>();
        for (Outcome outcome : outcomes) {
            latest.merge(
                    outcome.id(),
                    outcome,
                    (old, more) -> more.labelledAtMs() > old.labelledAtMs() ? more : old);
        }
        List<Outcome> known =
                latest.values().stream()
                        .filter(o -> o.labelledAtMs() <= NOW && NOW - o.occurredAtMs() < 37 * DAY)
                        .sorted(Comparator.comparingLong(Outcome::occurredAtMs))
                        .toList();
        Map<String, Double> features = new TreeMap<>();
        if (known.stream().noneMatch(Outcome::fraud)) {
            return features;
        }
        rates(features, known, "24h", 1);
        rates(features, known, "7d", 7);
        rates(features, known, "30d", 30);
        List<Outcome> unexplained =
                known.stream()
                        .filter(o -> o.fraud() && o.amountMinor() <= CUT)
                        .filter(o -> !(o.cardEvidence() > SETTINGS.explainedFrom()))
                        .toList();
        List<Outcome> honest = known.stream().filter(o -> !o.fraud()).toList();
        long lastHonest = honest.isEmpty() ? Long.MIN_VALUE : honest.getLast().occurredAtMs();
        if (!honest.isEmpty()) {
            features.put("terminalHonestDaysSince30d", days(NOW - lastHonest));
        }
        if (!unexplained.isEmpty()) {
            features.put(
                    "terminalUnexplainedDaysSince30d",
                    days(NOW - unexplained.getLast().occurredAtMs()));
        }
        run(
                features,
                unexplained.stream().filter(o -> o.occurredAtMs() > lastHonest).toList(),
                honest.isEmpty() ? null : lastHonest);
        features.put(
                "terminalUnexplained7d",
                (double)
                        unexplained.stream()
                                .filter(o -> NOW - o.occurredAtMs() < 14 * DAY)
                                .count());
        double count = unexplained.size();
        features.put("terminalUnexplained30d", count);
        features.put("terminalUnexplainedRate30d", (count + 0.01) / (known.size() + 2));
        features.put(
                "terminalUnexplainedDecayed30d",
                (decayed(unexplained) + 0.01) / (decayed(known) + 2));
        return features;
    }

    private static void run(Map<String, Double> features, List<Outcome> run, Long lastHonest) {
        features.put("terminalRun30d", (double) run.size());
        if (run.isEmpty()) {
            return;
        }
        long first = run.getFirst().occurredAtMs();
        features.put("terminalRunDays30d", days(NOW - first));
        if (lastHonest != null) {
            features.put("terminalRunGapDays30d", days(first - lastHonest));
        }
        double from = lastHonest == null ? NOW - 37 * DAY : lastHonest;
        double open = first - Math.max(from, (double) (NOW - 28 * DAY));
        features.put("terminalRunChance30d", Math.max(0, open / (first - from)));
    }

    private static void rates(
            Map<String, Double> features, List<Outcome> known, String window, int days) {
        List<Outcome> inside =
                known.stream().filter(o -> NOW - o.occurredAtMs() < (7 + days) * DAY).toList();
        features.put("terminalCount" + window, (double) inside.size());
        if (!inside.isEmpty()) {
            features.put(
                    "terminalFraudRate" + window,
                    inside.stream().filter(Outcome::fraud).count() / (double) inside.size());
        }
    }

    private static double decayed(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToDouble(o -> Math.exp(-days(NOW - o.occurredAtMs()) / 10))
                .sum();
    }

    private static double days(long ms) {
        return ms / (double) DAY;
    }

    /** Fewer than are kept of each kind; some again, some corrected, in any order. */
    private static List<Outcome> randomOutcomes(Random random) {
        List<Outcome> outcomes = new ArrayList<>();
        int count = random.nextInt(60);
        double fraudShare = random.nextDouble(0.5);
        for (int id = 0; id < count; id++) {
            long occurredAt = NOW - edgyAge(random);
            Outcome outcome =
                    new Outcome(
                            id,
                            occurredAt,
                            occurredAt + edgyDelay(random),
                            random.nextDouble() < fraudShare,
                            random.nextInt(4) == 0 ? CUT + random.nextInt(2) : 50_00,
                            random.nextInt(4) == 0 ? Float.NaN : random.nextFloat(-3, 4));
            outcomes.add(outcome);
            if (random.nextInt(8) == 0) {
                outcomes.add(outcome);
            }
            if (random.nextInt(8) == 0) {
                outcomes.add(
                        new Outcome(
                                id,
                                occurredAt,
                                outcome.labelledAtMs() + 1 + random.nextLong(20 * DAY),
                                !outcome.fraud(),
                                outcome.amountMinor(),
                                outcome.cardEvidence()));
            }
        }
        Collections.shuffle(outcomes, random);
        return outcomes;
    }

    private static long edgyAge(Random random) {
        long[] edges = {7 * DAY, 8 * DAY, 14 * DAY, 28 * DAY, 37 * DAY};
        return random.nextInt(4) == 0
                ? edges[random.nextInt(edges.length)] + random.nextInt(-1, 2)
                : random.nextLong(40 * DAY);
    }

    private static long edgyDelay(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> Duration.ofDays(7).toMillis() + random.nextInt(-1, 2);
            case 1 -> random.nextLong(30 * DAY);
            default -> 7 * DAY;
        };
    }
}
