package dev.tributary.cli.fraud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Channel;
import dev.tributary.fraud.domain.CurrencyCode;
import dev.tributary.fraud.domain.DeviceId;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityKind;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.GeoPoint;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.MerchantId;
import dev.tributary.fraud.domain.Money;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.TerminalId;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.learning.Label;
import dev.tributary.fraud.domain.model.FraudModel;
import dev.tributary.fraud.domain.model.ModelInForce;
import dev.tributary.fraud.domain.rules.RuleGuard;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Features of recorded history are those of the scorer, which was told of every entity what was
 * known of it when each transaction happened, by a plain recomputation from everything before.
 */
class RecordedReplayTest {
    private static final ScorerSettings SETTINGS = ScorerSettings.defaults();
    private static final EntitySettings ENTITIES = SETTINGS.features().entities();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    /** A transaction, what the scorer saw of it, and what became of it. */
    private record Scored(PastTransaction past, FeatureVector features) {}

    @Test
    void shouldGiveTheFeaturesThatTheScorerSaw() {
        for (long seed = 1; seed <= 30; seed++) {
            List<Scored> scored = live(new Random(seed));
            List<PastTransaction> past =
                    new ArrayList<>(scored.stream().map(Scored::past).toList());
            Collections.shuffle(past, new Random(seed));

            TransactionTable table = TransactionTable.of(past, SETTINGS.rates());
            List<Map<String, Double>> replayed = new ArrayList<>();
            new FeatureReplay(table, SETTINGS, LearnedConstants.NONE)
                    .run(table.size(), (_, features) -> replayed.add(features.present()));

            assertThat(replayed)
                    .as("seed %d", seed)
                    .isEqualTo(scored.stream().map(it -> it.features().present()).toList());
        }
    }

    private static List<Scored> live(Random random) {
        List<Scored> before = new ArrayList<>();
        Map<CardId, CardHistory> histories = new HashMap<>();
        FraudScorer scorer =
                new FraudScorer(
                        SETTINGS,
                        () -> RULES,
                        RuleGuard.withoutClock(),
                        source(before),
                        () -> ModelInForce.NONE);
        long timeMs = START.toEpochMilli();
        for (int i = 0; i < 150; i++) {
            timeMs += random.nextInt(2) * random.nextLong(Duration.ofHours(8).toMillis());
            CardTransaction transaction = transaction(random, i, Instant.ofEpochMilli(timeMs));
            FraudScorer.Scored verdict =
                    scorer.score(
                            histories.getOrDefault(transaction.cardId(), CardHistory.EMPTY),
                            transaction);
            histories.put(transaction.cardId(), verdict.after());
            before.add(
                    new Scored(
                            new PastTransaction(
                                    transaction,
                                    verdict.verdict().decision(),
                                    label(random, timeMs)),
                            verdict.verdict().features()));
        }
        return before;
    }

    private static final RuleSet RULES = RuleSet.of(SETTINGS);

    private static @Nullable Label label(Random random, long timeMs) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        // Now and then known before it happened, as clocks and people have it.
        long delayMs = random.nextLong(Duration.ofDays(12).toMillis());
        return new Label(random.nextInt(3) == 0, timeMs - 60_000 + delayMs);
    }

    private static CardTransaction transaction(Random random, int number, Instant at) {
        boolean present = random.nextBoolean();
        return new CardTransaction(
                new TransactionId("t-%03d".formatted(number)),
                new CardId("c-" + random.nextInt(4)),
                new Money(
                        1 + random.nextLong(80_000),
                        new CurrencyCode(random.nextInt(5) == 0 ? "USD" : "EUR")),
                new MerchantId("m-" + random.nextInt(3)),
                present ? new TerminalId("t-" + random.nextInt(3)) : null,
                present ? Channel.CARD_PRESENT : Channel.ECOMMERCE,
                present ? null : new DeviceId("d-" + random.nextInt(3)),
                null,
                present ? new GeoPoint(random.nextDouble(40, 60), random.nextDouble(20)) : null,
                at);
    }

    /** What was known of an entity at the time of the transaction that comes next. */
    private static EntityRiskSource source(List<Scored> before) {
        return new EntityRiskSource() {
            @Override
            public @Nullable EntityRisk risk(EntityKey entity) {
                EntityRisk risk = EntityRisk.NONE;
                for (Scored each : before) {
                    CardTransaction transaction = each.past().transaction();
                    if (!EntityKey.of(transaction).contains(entity)) {
                        continue;
                    }
                    if (entity.kind() == EntityKind.DEVICE) {
                        risk = risk.plus(EntityUse.of(transaction), ENTITIES);
                    }
                    Label label = each.past().label();
                    if (label != null) {
                        risk =
                                risk.plus(
                                        Outcome.of(
                                                transaction,
                                                each.features(),
                                                label.fraud(),
                                                Math.max(
                                                        label.labelledAtMs(),
                                                        transaction.occurredAtMs())),
                                        ENTITIES);
                    }
                }
                return risk;
            }

            @Override
            public boolean isLoaded() {
                return true;
            }
        };
    }

    @Test
    void shouldTrainAModelOnRecordedHistory() {
        List<PastTransaction> past = new ArrayList<>();
        for (int seed = 1; seed <= 4; seed++) {
            int town = seed;
            live(new Random(seed)).stream()
                    .map(Scored::past)
                    .map(it -> renamed(it, town))
                    .forEach(past::add);
        }
        TransactionTable table = TransactionTable.of(past, SETTINGS.rates());
        Instant end = Instant.ofEpochMilli(table.timeMs(table.size() - 1));

        FraudModel model =
                new LearnedHistory(
                                table,
                                TrainingSettings.defaults(1),
                                Duration.ofDays(7),
                                () -> START)
                        .learn(START, end, end, end, ModelFeatures.byDefault())
                        .model();

        assertThat(model.training().transactions())
                .isEqualTo(
                        past.stream()
                                .filter(it -> it.transaction().occurredAt().isBefore(end))
                                .count());
        assertThat(model.training().frauds())
                .isEqualTo(
                        past.stream()
                                .filter(it -> it.transaction().occurredAt().isBefore(end))
                                .filter(it -> it.label() != null && it.label().fraud())
                                .count());
        assertThat(model.createdAt()).isEqualTo(START);
        assertThat(model.trees().treeCount()).isPositive();
    }

    private static PastTransaction renamed(PastTransaction past, int town) {
        CardTransaction it = past.transaction();
        return new PastTransaction(
                new CardTransaction(
                        new TransactionId(town + "-" + it.transactionId().value()),
                        new CardId(town + "-" + it.cardId().value()),
                        it.amount(),
                        it.merchantId(),
                        it.terminalId(),
                        it.channel(),
                        it.deviceId(),
                        it.ipAddress(),
                        it.location(),
                        it.occurredAt()),
                past.decision(),
                past.label());
    }
}
