package dev.tributary.fraud.topology;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.store.CaseStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.ReviewCase;
import dev.tributary.schemas.ingest.Label;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Transactions that a human has to look at: a verdict REVIEW opens a case, a label of its
 * transaction resolves it, and both meet under the transaction's id as a {@link
 * dev.tributary.fraud.domain.cases.ReviewCase}.
 *
 * <p>In: {@code fraud.verdicts.v1} (cardId, Verdict), {@code ingest.labels.v1} (transactionId,
 * Label), each in any order and more than once. Out: the stores {@link CaseStores}. Two
 * sub-topologies: verdicts are given their transactionId for a key, and are folded with labels
 * there. The fold of committed records comes out the same when one is processed again, so that
 * at-least-once processing will do, and whoever reads the stores sees nothing that is not
 * committed.
 *
 * <p>A record's time is when the broker appended it, because that is when a case arrives: pages and
 * retention go by it, and no record can claim another. Records that cannot be read, that have no
 * value or no possible one, and labels under another key than their transaction, go to the dead
 * letters.
 */
public final class CaseTopology {
    /** Brokers stamp both topics, so an invalid timestamp is a broker's fault, not a record's. */
    private static final TimestampExtractor APPEND_TIME = new FailOnInvalidTimestamp();

    private final Topic<String, Verdict> verdicts;
    private final Topic<String, Label> labels;
    private final CaseSettings settings;
    private final CaseListener listener;

    /**
     * @param verdicts what was decided, keyed by cardId
     * @param labels what became of transactions, keyed by transactionId
     * @param settings how long cases are kept
     * @param listener is told what becomes of cases
     */
    public CaseTopology(
            Topic<String, Verdict> verdicts,
            Topic<String, Label> labels,
            CaseSettings settings,
            CaseListener listener) {
        this.verdicts = verdicts;
        this.labels = labels;
        this.settings = settings;
        this.listener = listener;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        keep(builder, openings(builder), resolutions(builder));
    }

    private KStream<String, ReviewCase> openings(StreamsBuilder builder) {
        return builder.stream(
                        verdicts.name(), verdicts.consumed(CaseNodes.READ_VERDICTS, APPEND_TIME))
                .process(CaseNewsProcessor::ofVerdicts, Named.as(CaseNodes.OPEN_CASES))
                .repartition(
                        Repartitioned.<String, ReviewCase>as(CaseNodes.OPENED_CASES)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(StateSerde.of(ReviewCase.class))
                                .withNumberOfPartitions(labels.spec().partitions()));
    }

    private KStream<String, ReviewCase> resolutions(StreamsBuilder builder) {
        return builder.stream(labels.name(), labels.consumed(CaseNodes.READ_LABELS, APPEND_TIME))
                .process(CaseNewsProcessor::ofLabels, Named.as(CaseNodes.RESOLVE_CASES));
    }

    private void keep(
            StreamsBuilder builder,
            KStream<String, ReviewCase> openings,
            KStream<String, ReviewCase> resolutions) {
        builder.addStateStore(CaseStores.store(CaseStores.BY_TRANSACTION));
        builder.addStateStore(CaseStores.store(CaseStores.OPEN));
        builder.addStateStore(CaseStores.store(CaseStores.RESOLVED));
        builder.addStateStore(CaseStores.store(CaseStores.LABELLED));
        openings.merge(resolutions, Named.as(CaseNodes.MERGE_NEWS))
                .process(
                        () -> new KeepCaseProcessor(settings, listener),
                        Named.as(CaseNodes.KEEP_CASES),
                        CaseStores.BY_TRANSACTION,
                        CaseStores.OPEN,
                        CaseStores.RESOLVED,
                        CaseStores.LABELLED);
    }
}
