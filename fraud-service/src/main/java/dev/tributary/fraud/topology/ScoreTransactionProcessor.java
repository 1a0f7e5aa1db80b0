package dev.tributary.fraud.topology;

import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.store.CardHistoryAvroMapper;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardHistory;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.WindowStoreIterator;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Reads the card's history, has the domain score the transaction, writes both back. A transaction
 * that was decided before is answered from memory and changes nothing.
 */
final class ScoreTransactionProcessor implements FixedKeyProcessor<String, Transaction, Decided> {
    private final FraudScorer scorer;
    private final FraudSettings settings;
    private final ScoringListener listener;

    private FixedKeyProcessorContext<String, Decided> context;
    private KeyValueStore<String, CardHistory> histories;
    private WindowStore<String, Verdict> verdicts;

    ScoreTransactionProcessor(
            FraudScorer scorer, FraudSettings settings, ScoringListener listener) {
        this.scorer = scorer;
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Decided> context) {
        this.context = context;
        this.histories = context.getStateStore(FraudStores.CARD_HISTORY);
        this.verdicts = context.getStateStore(FraudStores.VERDICT);
    }

    /**
     * @throws InvalidTransactionException when the record has no value or another key than its card
     */
    @Override
    public void process(FixedKeyRecord<String, Transaction> record) {
        Transaction transaction = valid(record.key(), record.value());
        Verdict earlier = earlierVerdict(transaction);
        Verdict verdict = earlier == null ? score(transaction) : repeated(earlier);
        long ageMs = context.currentSystemTimeMs() - transaction.getReceivedAt().toEpochMilli();
        listener.decided(verdict, Duration.ofMillis(Math.max(0, ageMs)));
        context.forward(record.withValue(new Decided(transaction, verdict)));
    }

    private static Transaction valid(@Nullable String key, @Nullable Transaction transaction) {
        if (transaction == null) {
            throw new InvalidTransactionException("a transaction cannot be deleted: no value");
        }
        if (!transaction.getCardId().equals(key)) {
            throw new InvalidTransactionException(
                    "transaction %s of card %s has the key %s"
                            .formatted(
                                    transaction.getTransactionId(), transaction.getCardId(), key));
        }
        return transaction;
    }

    /** The verdict this card's transaction of this id got within the retention, in arrival time. */
    private @Nullable Verdict earlierVerdict(Transaction transaction) {
        if (!settings.deduplicate()) {
            return null;
        }
        Duration repeatRetention = settings.repeatRetention();
        Instant receivedAt = transaction.getReceivedAt();
        try (WindowStoreIterator<Verdict> found =
                verdicts.fetch(
                        FraudStores.verdictKey(transaction),
                        receivedAt.minus(repeatRetention),
                        receivedAt.plus(repeatRetention))) {
            return found.hasNext() ? found.next().value : null;
        }
    }

    private Verdict score(Transaction transaction) {
        String cardId = transaction.getCardId();
        CardHistory known = histories.get(cardId);
        FraudScorer.Scored scored =
                scorer.score(
                        known == null
                                ? dev.tributary.fraud.domain.CardHistory.EMPTY
                                : CardHistoryAvroMapper.fromAvro(known),
                        TransactionAvroMapper.toDomain(transaction));
        Verdict verdict =
                VerdictAvroMapper.toAvro(
                        transaction,
                        scored.verdict(),
                        Instant.ofEpochMilli(context.currentSystemTimeMs()));
        histories.put(cardId, CardHistoryAvroMapper.toAvro(scored.after()));
        verdicts.put(
                FraudStores.verdictKey(transaction),
                verdict,
                transaction.getReceivedAt().toEpochMilli());
        return verdict;
    }

    private static Verdict repeated(Verdict earlier) {
        return Verdict.newBuilder(earlier).setRepeat(true).build();
    }
}
