package dev.tributary.fraud.topology;

import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.store.CardHistoryAvroMapper;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.fraud.wire.InvalidTransactionException;
import dev.tributary.fraud.wire.TransactionAvroMapper;
import dev.tributary.fraud.wire.VerdictAvroMapper;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardHistory;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * Reads the card's history, has the domain score the transaction, writes both back. A transaction
 * that was decided before is answered from memory and changes nothing.
 */
final class ScoreTransactionProcessor implements FixedKeyProcessor<String, Transaction, Verdict> {
    /**
     * How far the clocks of those who stamp arrivals may be apart: a repeat that came later may say
     * that it came this much earlier. Looking further ahead would cost every transaction one more
     * read.
     */
    private static final Duration CLOCKS_APART = Duration.ofHours(1);

    private final FraudScorer scorer;
    private final FraudSettings settings;
    private final ScoringListener listener;

    private FixedKeyProcessorContext<String, Verdict> context;
    private KeyValueStore<String, CardHistory> histories;
    private ExpiringStore<Verdict> verdicts;

    ScoreTransactionProcessor(
            FraudScorer scorer, FraudSettings settings, ScoringListener listener) {
        this.scorer = scorer;
        this.settings = settings;
        this.listener = listener;
    }

    @Override
    public void init(FixedKeyProcessorContext<String, Verdict> context) {
        this.context = context;
        this.histories = context.getStateStore(FraudStores.CARD_HISTORY);
        this.verdicts =
                new ExpiringStore<>(
                        context.getStateStore(FraudStores.VERDICT), settings.repeatRetention());
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
        context.forward(record.withValue(verdict));
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
        Instant earliest = transaction.getReceivedAt().minus(settings.repeatRetention());
        Instant latest = transaction.getReceivedAt().plus(CLOCKS_APART);
        return verdicts.find(
                FraudStores.verdictKey(transaction),
                earliest,
                latest,
                verdict ->
                        !verdict.getReceivedAt().isBefore(earliest)
                                && !verdict.getReceivedAt().isAfter(latest));
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
        verdicts.put(FraudStores.verdictKey(transaction), verdict, transaction.getReceivedAt());
        return verdict;
    }

    private static Verdict repeated(Verdict earlier) {
        return Verdict.newBuilder(earlier).setRepeat(true).build();
    }
}
