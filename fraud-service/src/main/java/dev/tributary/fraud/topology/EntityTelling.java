package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.EntityKey;
import dev.tributary.fraud.domain.EntityUse;
import dev.tributary.fraud.domain.Outcome;
import dev.tributary.fraud.domain.TransactionId;
import dev.tributary.fraud.domain.learning.DecidedTransaction;
import dev.tributary.schemas.fraud.state.EntityNews;
import dev.tributary.schemas.fraud.state.EntityOutcome;
import dev.tributary.schemas.ingest.Label;

import org.apache.kafka.streams.KeyValue;

import java.util.ArrayList;
import java.util.List;

/** What follows from a joined transaction, and for whom. */
final class EntityTelling {
    private EntityTelling() {}

    /** A label that is to be diverted, or none. */
    static List<Label> unmatched(Joined joined) {
        return joined instanceof Joined.Unmatched(Label label) ? List.of(label) : List.of();
    }

    /**
     * A transaction that comes tells its device and address that they were used, and one whose
     * label counts tells all its entities what became of it.
     */
    static List<KeyValue<String, EntityNews>> news(String transactionId, Joined joined) {
        TransactionId id = new TransactionId(transactionId);
        return switch (joined) {
            case Joined.Decided(DecidedTransaction transaction) -> uses(id, transaction);
            case Joined.Labelled(_, DecidedTransaction transaction) -> outcomes(id, transaction);
            case Joined.Unmatched _ -> List.of();
        };
    }

    private static List<KeyValue<String, EntityNews>> uses(
            TransactionId id, DecidedTransaction transaction) {
        List<KeyValue<String, EntityNews>> news = new ArrayList<>();
        for (EntityKey entity : transaction.entities()) {
            switch (entity.kind()) {
                case DEVICE, IP -> {
                    EntityUse use = transaction.use(id);
                    news.add(
                            KeyValue.pair(
                                    entity.toString(),
                                    new EntityNews(
                                            use.id(), use.occurredAtMs(), use.card(), null)));
                }
                // Nothing is made of how often these are used.
                case TERMINAL, MERCHANT -> {}
            }
        }
        return news;
    }

    private static List<KeyValue<String, EntityNews>> outcomes(
            TransactionId id, DecidedTransaction transaction) {
        Outcome outcome = transaction.outcome(id);
        EntityNews news =
                new EntityNews(
                        outcome.id(),
                        outcome.occurredAtMs(),
                        null,
                        new EntityOutcome(
                                outcome.fraud(),
                                outcome.labelledAtMs(),
                                outcome.amountMinor(),
                                outcome.cardEvidence()));
        return transaction.entities().stream()
                .map(entity -> KeyValue.pair(entity.toString(), news))
                .toList();
    }
}
