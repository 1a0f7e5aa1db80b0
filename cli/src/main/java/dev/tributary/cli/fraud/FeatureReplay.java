package dev.tributary.cli.fraud;

import dev.tributary.cli.progress.ProgressBar;
import dev.tributary.fraud.domain.CardFeatures;
import dev.tributary.fraud.domain.CardHistory;
import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.CardTransaction;
import dev.tributary.fraud.domain.Channel;
import dev.tributary.fraud.domain.EntityRisk;
import dev.tributary.fraud.domain.EntityRisks;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.LearnedConstants;
import dev.tributary.fraud.domain.Money;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.ScorerSettings;
import dev.tributary.fraud.domain.TerminalId;
import dev.tributary.fraud.domain.TransactionId;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;

/**
 * Computes the features of every transaction of a table with the code of the live path, in order of
 * event time. The outcome of a transaction becomes known a fixed delay after it, and enters what is
 * told of its terminal before the first transaction at or after that time.
 */
final class FeatureReplay {
    private final TransactionTable table;
    private final ScorerSettings settings;
    private final CardFeatures features;

    /** Takes features in the order of the table. */
    interface Sink {
        void accept(int row, FeatureVector features);
    }

    private record Pending(int terminal, Outcome outcome) {}

    FeatureReplay(TransactionTable table, ScorerSettings settings, LearnedConstants learned) {
        this.table = table;
        this.settings = settings;
        this.features = new CardFeatures(settings, learned);
    }

    /** Replays all rows before {@code toRow}. */
    void run(int toRow, Sink sink) {
        EntitySettings entities = settings.features().entities();
        long delayMs = entities.labelDelay().toMillis();
        CardHistory[] histories = new CardHistory[table.cardCount()];
        EntityRisk[] terminals = new EntityRisk[table.terminalCount()];
        Arrays.fill(histories, CardHistory.EMPTY);
        Arrays.fill(terminals, EntityRisk.NONE);
        Queue<Pending> unlabelled = new ArrayDeque<>();
        try (ProgressBar progress = ProgressBar.onStandardError("features", Math.max(1, toRow))) {
            for (int row = 0; row < toRow; row++) {
                CardTransaction transaction = transaction(row);
                for (Pending next = unlabelled.peek();
                        next != null && next.outcome().labelledAtMs() <= table.timeMs(row);
                        next = unlabelled.peek()) {
                    EntityRisk before = terminals[next.terminal()];
                    terminals[next.terminal()] = before.plus(next.outcome(), entities);
                    unlabelled.remove();
                }
                int card = table.card(row);
                int terminal = table.terminal(row);
                EntityRisks risks =
                        new EntityRisks(
                                terminals[terminal],
                                EntityRisk.NONE,
                                EntityRisk.NONE,
                                EntityRisk.NONE);
                CardFeatures.Step step = features.next(histories[card], transaction, risks);
                histories[card] = step.after();
                long labelledAtMs = table.timeMs(row) + delayMs;
                unlabelled.add(
                        new Pending(
                                terminal,
                                Outcome.of(
                                        transaction,
                                        step.features(),
                                        table.fraud(row),
                                        labelledAtMs)));
                sink.accept(row, step.features());
                progress.advance(1);
            }
        }
    }

    private CardTransaction transaction(int row) {
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
