package dev.tributary.fraud.topology;

import dev.tributary.common.streams.EventTime;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;

/**
 * Decides every transaction: one sub-topology, keyed by card from end to end.
 *
 * <p>In: {@code ingest.transactions.v1} (cardId, Transaction). Out: {@code fraud.verdicts.v1}
 * (cardId, Verdict), in the order of the card's log, once for each delivery; a repeated delivery
 * gets the first verdict again, marked as a repeat. State: {@link FraudStores}. What cannot be
 * scored goes to the dead letters by the handlers of {@code StreamsDefaults}. Expects exactly-once
 * processing; event time is {@code occurredAt}.
 */
public final class FraudTopology {
    private final FraudTopics topics;
    private final FraudSettings settings;
    private final FraudScorer scorer;
    private final ScoringListener listener;

    /**
     * @param topics where transactions come from and verdicts go
     * @param settings windows and retentions
     * @param scorer the rules
     * @param listener is told of each verdict
     */
    public FraudTopology(
            FraudTopics topics,
            FraudSettings settings,
            FraudScorer scorer,
            ScoringListener listener) {
        this.topics = topics;
        this.settings = settings;
        this.scorer = scorer;
        this.listener = listener;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        KStream<String, Transaction> transactions = readTransactions(builder);
        KStream<String, Verdict> verdicts = scoreEach(builder, transactions);
        writeVerdicts(verdicts);
    }

    private KStream<String, Transaction> readTransactions(StreamsBuilder builder) {
        return builder.stream(
                topics.transactions().name(),
                topics.transactions()
                        .consumed(
                                FraudNodes.READ_TRANSACTIONS,
                                EventTime.of(Transaction.class, Transaction::getOccurredAt)));
    }

    private KStream<String, Verdict> scoreEach(
            StreamsBuilder builder, KStream<String, Transaction> transactions) {
        builder.addStateStore(FraudStores.cardHistory());
        builder.addStateStore(FraudStores.verdict(settings.repeatRetention()));
        return transactions.processValues(
                () -> new ScoreTransactionProcessor(scorer, settings, listener),
                Named.as(FraudNodes.SCORE_TRANSACTION),
                FraudStores.CARD_HISTORY,
                FraudStores.VERDICT);
    }

    private void writeVerdicts(KStream<String, Verdict> verdicts) {
        verdicts.to(
                topics.verdicts().name(), topics.verdicts().produced(FraudNodes.WRITE_VERDICTS));
    }
}
