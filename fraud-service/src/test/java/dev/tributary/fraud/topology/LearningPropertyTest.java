package dev.tributary.fraud.topology;

import static dev.tributary.fraud.topology.VerdictBuilder.NOON;
import static dev.tributary.fraud.topology.VerdictBuilder.aVerdict;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Channel;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.MerchantId;
import dev.tributary.fraud.domain.Money;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.TerminalId;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * Features of random histories that went through the topology in any order, with transactions and
 * labels delivered twice, corrected and told out of order, equal a plain recomputation from the
 * list of all that was told. Probes are put at any time, so a label that leaks to before it was
 * known is found.
 */
class LearningPropertyTest {
    private static final int HISTORIES = 6;
    private static final int PROBES = 12;
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final int DELAY_DAYS = 7;

    /** After noon. */
    private static final long LAST = 20 * DAY;

    /** Uses are kept for so long before the newest. */
    private static final Duration USE_HORIZON = Duration.ofHours(25);

    private record Told(String id, String card, Instant at) {}

    private record Said(String id, boolean fraud, Instant at) {}

    @Test
    void shouldEqualAPlainRecomputationWithDisorderAndDuplicates() {
        long seed = 20_260_101;
        int told = 0;
        try (LearningFixture learning = new LearningFixture(LearningSettings.defaults())) {
            for (int history = 0; history < HISTORIES; history++) {
                Random random = new Random(seed + history);
                List<Told> transactions = transactions(random, "h" + history);
                Map<String, List<Said>> labels = labels(random, transactions);
                deliver(learning, random, "h" + history, transactions, labels);
                learning.publish();
                learning.drainEntities();
                for (int probe = 0; probe < PROBES; probe++) {
                    Instant now =
                            NOON.plusMillis(
                                    random.nextBoolean()
                                            ? random.nextLong(-10 * DAY, 40 * DAY)
                                            : LAST + random.nextLong(-DAY, DAY));
                    Map<String, Double> actual = features(learning.told, "h" + history, now);
                    Map<String, Double> expected = recompute(transactions, labels, now);
                    assertThat(actual)
                            .as("seed %d, probe at %s", seed + history, now)
                            .isEqualTo(expected);
                    told += expected.isEmpty() ? 0 : 1;
                }
            }
        }
        assertThat(told).as("probes with features").isGreaterThan(HISTORIES * PROBES / 3);
    }

    private static List<Told> transactions(Random random, String history) {
        List<Told> transactions = new ArrayList<>();
        int count = 5 + random.nextInt(20);
        for (int i = 0; i < count; i++) {
            transactions.add(
                    new Told(
                            history + "-" + i,
                            history + "-c" + random.nextInt(5),
                            NOON.plusMillis(
                                    random.nextInt(3) == 0
                                            ? LAST - random.nextLong(DAY)
                                            : random.nextLong(LAST))));
        }
        return transactions;
    }

    /** In the order in which they are told. */
    private static Map<String, List<Said>> labels(Random random, List<Told> transactions) {
        Map<String, List<Said>> labels = new HashMap<>();
        for (Told transaction : transactions) {
            List<Said> said = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                said.add(
                        new Said(
                                transaction.id(),
                                random.nextBoolean(),
                                transaction.at().plusMillis(random.nextLong(-DAY, 9 * DAY))));
            }
            labels.put(transaction.id(), said);
        }
        return labels;
    }

    /** Labels of a transaction keep their order, as their log does; all else is shuffled. */
    private static void deliver(
            LearningFixture learning,
            Random random,
            String history,
            List<Told> transactions,
            Map<String, List<Said>> labels) {
        List<Runnable> deliveries = new ArrayList<>();
        for (Told transaction : transactions) {
            int times = random.nextInt(5) == 0 ? 2 : 1;
            for (int i = 0; i < times; i++) {
                deliveries.add(() ->
                        learning.pipe(
                                aVerdict(transaction.id())
                                        .card(transaction.card())
                                        .terminal(history)
                                        .merchant(history)
                                        .device(history)
                                        .at(transaction.at())));
            }
            List<Said> said = labels.get(transaction.id());
            int[] next = {0};
            for (int i = 0; i < said.size(); i++) {
                deliveries.add(() -> {
                    Said label = said.get(next[0]++);
                    learning.label(label.id(), label.fraud(), label.at(), NOON);
                    if (label.id().hashCode() % 3 == 0) {
                        learning.label(label.id(), label.fraud(), label.at(), NOON);
                    }
                });
            }
        }
        Collections.shuffle(deliveries, random);
        deliveries.forEach(Runnable::run);
    }

    private static Map<String, Double> features(
            Map<EntityKey, EntityRisk> told, String history, Instant now) {
        RuleSet rules = RuleSet.of(ScorerSettings.defaults());
        FraudScorer scorer =
                new FraudScorer(
                        ScorerSettings.defaults(),
                        () -> rules,
                        RuleGuard.withoutClock(),
                        new EntityRiskSource() {
                            @Override
                            public @Nullable EntityRisk risk(EntityKey entity) {
                                return told.get(entity);
                            }

                            @Override
                            public boolean isLoaded() {
                                return true;
                            }
                        },
                        () -> ModelInForce.NONE);
        Map<String, Double> features =
                new TreeMap<>(
                        scorer.score(
                                        CardHistory.EMPTY,
                                        new CardTransaction(
                                                new TransactionId("probe"),
                                                new CardId(history + "-c0"),
                                                new Money(1, new CurrencyCode("EUR")),
                                                new MerchantId(history),
                                                new TerminalId(history),
                                                Channel.ECOMMERCE,
                                                new DeviceId(history),
                                                null,
                                                null,
                                                now))
                                .verdict()
                                .features()
                                .present());
        features.keySet()
                .removeIf(name ->
                        !name.matches(
                                "(terminal|merchant)(Count|FraudRate).*"
                                        + "|deviceFrauds.*|deviceOther(Cards24h|Uses.*)"));
        return features;
    }

    private static Map<String, Double> recompute(
            List<Told> transactions, Map<String, List<Said>> labels, Instant now) {
        Map<String, Double> features = new TreeMap<>();
        Map<Integer, int[]> windows = new TreeMap<>();
        for (int days : new int[] {1, 7, 30}) {
            windows.put(days, new int[2]);
        }
        Instant newest = transactions.stream().map(Told::at).max(Instant::compareTo).orElseThrow();
        Set<String> cards = new HashSet<>();
        int hour = 0;
        int day = 0;
        for (Told transaction : transactions) {
            long ageMs = Duration.between(transaction.at(), now).toMillis();
            if (ageMs < 0) {
                continue;
            }
            boolean kept = transaction.at().isAfter(newest.minus(USE_HORIZON));
            if (kept && !transaction.card().endsWith("-c0") && ageMs < DAY) {
                cards.add(transaction.card());
                day++;
                hour += ageMs < Duration.ofHours(1).toMillis() ? 1 : 0;
            }
            Said said = counting(labels.get(transaction.id()));
            if (said == null || said.at().isAfter(now)) {
                continue;
            }
            windows.forEach((days, counts) -> {
                if (ageMs < (days + DELAY_DAYS) * DAY) {
                    counts[0]++;
                    counts[1] += said.fraud() ? 1 : 0;
                }
            });
        }
        if (windows.get(30)[1] > 0) {
            windows.forEach((days, counts) -> {
                String window = days == 1 ? "24h" : days + "d";
                for (String entity : List.of("terminal", "merchant")) {
                    features.put(entity + "Count" + window, (double) counts[0]);
                    if (counts[0] > 0) {
                        features.put(entity + "FraudRate" + window, (double) counts[1] / counts[0]);
                    }
                }
            });
            features.put("deviceFrauds30d", (double) windows.get(30)[1]);
        }
        if (cards.size() >= 2) {
            features.put("deviceOtherCards24h", (double) cards.size());
            features.put("deviceOtherUses1h", (double) hour);
            features.put("deviceOtherUses24h", (double) day);
        }
        return features;
    }

    /** The one known last, of those known at the same time the one told last. */
    private static @Nullable Said counting(List<Said> said) {
        Said counting = null;
        for (Said next : said) {
            if (counting == null || !next.at().isBefore(counting.at())) {
                counting = next;
            }
        }
        return counting;
    }
}
