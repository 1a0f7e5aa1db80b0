package dev.tributary.fraud.topology;

import dev.tributary.common.streams.EventTime;
import dev.tributary.fraud.domain.FraudScorer;
import dev.tributary.fraud.domain.ReferenceRates;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TimeWindows;

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
    private final ReferenceRates rates;
    private final ScoringListener listener;

    /**
     * @param topics where transactions come from and verdicts go
     * @param settings windows and retentions
     * @param scorer the rules
     * @param rates what spend is summed in
     * @param listener is told of each verdict
     */
    public FraudTopology(
            FraudTopics topics,
            FraudSettings settings,
            FraudScorer scorer,
            ReferenceRates rates,
            ScoringListener listener) {
        this.topics = topics;
        this.settings = settings;
        this.scorer = scorer;
        this.rates = rates;
        this.listener = listener;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        KStream<String, Transaction> transactions = readTransactions(builder);
        KStream<String, Decided> decided = scoreEach(builder, transactions);
        writeVerdicts(decided);
        sumSpendByCard(decided);
    }

    private KStream<String, Transaction> readTransactions(StreamsBuilder builder) {
        return builder.stream(
                topics.transactions().name(),
                topics.transactions()
                        .consumed(
                                FraudNodes.READ_TRANSACTIONS,
                                EventTime.of(Transaction.class, Transaction::getOccurredAt)));
    }

    private KStream<String, Decided> scoreEach(
            StreamsBuilder builder, KStream<String, Transaction> transactions) {
        builder.addStateStore(FraudStores.cardHistory());
        builder.addStateStore(FraudStores.verdict(settings.repeatRetention()));
        return transactions.processValues(
                () -> new ScoreTransactionProcessor(scorer, settings, listener),
                Named.as(FraudNodes.SCORE_TRANSACTION),
                FraudStores.CARD_HISTORY,
                FraudStores.VERDICT);
    }

    private void writeVerdicts(KStream<String, Decided> decided) {
        decided.mapValues(Decided::verdict, Named.as(FraudNodes.TAKE_VERDICT))
                .to(
                        topics.verdicts().name(),
                        topics.verdicts().produced(FraudNodes.WRITE_VERDICTS));
    }

    private void sumSpendByCard(KStream<String, Decided> decided) {
        decided.filter((cardId, it) -> isSpent(it.verdict()), Named.as(FraudNodes.KEEP_SPENT))
                .groupByKey(
                        Grouped.<String, Decided>as(FraudNodes.GROUP_SPENT_BY_CARD)
                                .withKeySerde(Serdes.String()))
                .windowedBy(
                        TimeWindows.ofSizeAndGrace(settings.spendWindow(), settings.spendGrace()))
                .aggregate(
                        CardSpends::empty,
                        (cardId, it, spend) -> CardSpends.add(spend, it.transaction(), rates),
                        Named.as(FraudNodes.SUM_SPEND),
                        FraudStores.spend(settings.spendRetention()));
    }

    /**
     * Approved and still to be reviewed money is spent; blocked money is not; a repeat is neither.
     */
    private static boolean isSpent(Verdict verdict) {
        return !verdict.getRepeat() && verdict.getDecision() != Decision.BLOCK;
    }
}
