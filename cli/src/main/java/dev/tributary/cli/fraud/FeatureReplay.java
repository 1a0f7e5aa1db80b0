package dev.tributary.cli.fraud;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.fraud.domain.CardFeatures;
import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Channel;
import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntityRiskSource;
import dev.tributary.fraud.domain.EntityRisks;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.Money;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.TerminalId;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.learning.Label;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * Computes the features of every transaction of a table with the code of the live path, in order of
 * event time. The outcome of a transaction enters what is told of its entities before the first
 * transaction at or after the time from which on it was known: of what was recorded the time that
 * its label tells, else a fixed delay after it.
 */
final class FeatureReplay {
    private final TransactionTable table;
    private final ScorerSettings settings;
    private final CardFeatures features;

    /** Takes features in the order of the table. */
    interface Sink {
        void accept(int row, FeatureVector features);
    }

    private record Pending(CardTransaction transaction, Outcome outcome) {}

    FeatureReplay(TransactionTable table, ScorerSettings settings, LearnedConstants learned) {
        this.table = table;
        this.settings = settings;
        this.features = new CardFeatures(settings, learned);
    }

    /** Replays all rows before {@code toRow}. */
    void run(int toRow, Sink sink) {
        CardHistory[] histories = new CardHistory[table.cardCount()];
        Arrays.fill(histories, CardHistory.EMPTY);
        Map<EntityKey, EntityRisk> risks = new HashMap<>();
        EntityRiskSource source = source(risks);
        Queue<Pending> unlabelled =
                new PriorityQueue<>(
                        Comparator.comparingLong((Pending it) -> it.outcome().labelledAtMs())
                                .thenComparingLong(it -> it.outcome().occurredAtMs())
                                .thenComparing(it -> it.transaction().transactionId().value()));
        try (ProgressBar progress = ProgressBar.onStandardError("features", Math.max(1, toRow))) {
            for (int row = 0; row < toRow; row++) {
                CardTransaction transaction = transaction(row);
                tell(unlabelled, table.timeMs(row), risks);
                int card = table.card(row);
                CardFeatures.Step step =
                        features.next(
                                histories[card],
                                transaction,
                                EntityRisks.of(transaction, source),
                                decision(row));
                histories[card] = step.after();
                use(transaction, risks);
                Outcome outcome = outcome(row, transaction, step.features());
                if (outcome != null) {
                    unlabelled.add(new Pending(transaction, outcome));
                }
                sink.accept(row, step.features());
                progress.advance(1);
            }
        }
    }

    private static EntityRiskSource source(Map<EntityKey, EntityRisk> risks) {
        return new EntityRiskSource() {
            @Override
            public @Nullable EntityRisk risk(EntityKey entity) {
                return risks.get(entity);
            }

            @Override
            public boolean isLoaded() {
                return true;
            }
        };
    }

    /** Tells entities what has become known of their transactions by that time. */
    private void tell(Queue<Pending> unlabelled, long timeMs, Map<EntityKey, EntityRisk> risks) {
        EntitySettings entities = settings.features().entities();
        for (Pending next = unlabelled.peek();
                next != null && next.outcome().labelledAtMs() <= timeMs;
                next = unlabelled.peek()) {
            for (EntityKey entity : EntityKey.of(next.transaction())) {
                EntityRisk before = risks.getOrDefault(entity, EntityRisk.NONE);
                risks.put(entity, before.plus(next.outcome(), entities));
            }
            unlabelled.remove();
        }
    }

    /** Of devices and addresses it matters how often they are used. */
    private void use(CardTransaction transaction, Map<EntityKey, EntityRisk> risks) {
        for (EntityKey entity : EntityKey.of(transaction)) {
            switch (entity.kind()) {
                case DEVICE, IP ->
                        risks.put(
                                entity,
                                risks.getOrDefault(entity, EntityRisk.NONE)
                                        .plus(
                                                EntityUse.of(transaction),
                                                settings.features().entities()));
                case TERMINAL, MERCHANT -> {}
            }
        }
    }

    private Decision decision(int row) {
        PastTransaction past = table.past(row);
        return past == null ? Decision.APPROVE : past.decision();
    }

    /** Null where nobody ever says what became of it. */
    private @Nullable Outcome outcome(int row, CardTransaction transaction, FeatureVector vector) {
        PastTransaction past = table.past(row);
        if (past == null) {
            long delayMs = settings.features().entities().labelDelay().toMillis();
            return Outcome.of(transaction, vector, table.fraud(row), table.timeMs(row) + delayMs);
        }
        Label label = past.label();
        return label == null
                ? null
                : Outcome.of(
                        transaction,
                        vector,
                        label.fraud(),
                        Math.max(label.labelledAtMs(), transaction.occurredAtMs()));
    }

    private CardTransaction transaction(int row) {
        PastTransaction past = table.past(row);
        if (past != null) {
            return past.transaction();
        }
        return new CardTransaction(
                new TransactionId(table.transactionId(row)),
                new CardId(Integer.toString(table.card(row))),
                new Money(table.amountMinor(row), settings.rates().reference()),
                null,
                new TerminalId(Integer.toString(table.terminal(row))),
                Channel.CARD_PRESENT,
                null,
                null,
                null,
                Instant.ofEpochMilli(table.timeMs(row)));
    }
}
