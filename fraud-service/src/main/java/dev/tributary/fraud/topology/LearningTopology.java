package dev.tributary.fraud.topology;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.EventTime;
import dev.tributary.fraud.domain.EntitySettings;
import dev.tributary.fraud.store.DecidedTransactionAvroMapper;
import dev.tributary.fraud.store.LearningStores;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.DecidedTransaction;
import dev.tributary.schemas.fraud.state.EntityNews;
import dev.tributary.schemas.ingest.Label;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * What is learned from what became of transactions, beside the path on which customers wait: which
 * label counts for which transaction, what that says of terminals, merchants, devices and
 * addresses, and how each rule and model did.
 *
 * <p>In: {@code fraud.verdicts.v1} (cardId, Verdict), {@code ingest.labels.v1} (transactionId,
 * Label), each in any order. Out: {@code fraud.entity-risk.v1} (entity, EntityRisk), {@code
 * fraud.rule-performance.v1} (code and partition, RulePerformance), {@code
 * fraud.unmatched-labels.v1} (transactionId, Label). State: {@link LearningStores}. Three
 * sub-topologies: verdicts by card are given their transactionId for a key, joined to labels there,
 * and what follows for entities goes on by entity. Expects exactly-once processing, because counts
 * are no longer right when a record is counted twice.
 */
public final class LearningTopology {
    private final LearningTopics topics;
    private final LearningSettings settings;
    private final EntitySettings entities;
    private final LearningListener listener;

    /**
     * @param topics where verdicts and labels come from, and what is learned goes
     * @param settings retentions and intervals
     * @param entities what is kept of an entity, and from when on it is told of
     * @param listener is told what becomes of labels
     */
    public LearningTopology(
            LearningTopics topics,
            LearningSettings settings,
            EntitySettings entities,
            LearningListener listener) {
        this.topics = topics;
        this.settings = settings;
        this.entities = entities;
        this.listener = listener;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        KStream<String, DecidedTransaction> decided = byTransaction(readVerdicts(builder));
        KStream<String, Label> labels = readLabels(builder);
        KStream<String, Joined> joined = join(builder, decided, labels);
        divertUnmatched(joined);
        countPerformance(builder, joined);
        foldEntityRisk(builder, byEntity(joined));
    }

    private KStream<String, Verdict> readVerdicts(StreamsBuilder builder) {
        return builder.stream(
                topics.verdicts().name(),
                topics.verdicts()
                        .consumed(
                                LearningNodes.READ_VERDICTS,
                                EventTime.of(Verdict.class, Verdict::getOccurredAt)));
    }

    private KStream<String, Label> readLabels(StreamsBuilder builder) {
        return builder.stream(
                topics.labels().name(),
                topics.labels()
                        .consumed(
                                LearningNodes.READ_LABELS,
                                EventTime.of(Label.class, Label::getLabelledAt)));
    }

    private KStream<String, DecidedTransaction> byTransaction(KStream<String, Verdict> verdicts) {
        return verdicts.filterNot(
                        (cardId, verdict) -> verdict.getRepeat(),
                        Named.as(LearningNodes.KEEP_FIRST_VERDICTS))
                .map(
                        (cardId, verdict) ->
                                KeyValue.pair(
                                        verdict.getTransactionId(),
                                        DecidedTransactionAvroMapper.toAvro(
                                                DecidedTransactionAvroMapper.fromVerdict(verdict))),
                        Named.as(LearningNodes.KEEP_WHAT_IS_LEARNED_FROM))
                .repartition(
                        Repartitioned.<String, DecidedTransaction>as(LearningNodes.DECIDED)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(StateSerde.of(DecidedTransaction.class))
                                .withNumberOfPartitions(topics.labels().spec().partitions()));
    }

    private KStream<String, Joined> join(
            StreamsBuilder builder,
            KStream<String, DecidedTransaction> decided,
            KStream<String, Label> labels) {
        builder.addStateStore(LearningStores.decided(settings.transactionRetention()));
        builder.addStateStore(LearningStores.waitingLabels());
        builder.addStateStore(LearningStores.waitingOrder());
        builder.addStateStore(LearningStores.times(LearningStores.TRANSACTION_TIMES));
        return decided.<Fact>mapValues(
                        it -> new Fact.Decided(DecidedTransactionAvroMapper.fromAvro(it)),
                        Named.as(LearningNodes.TAKE_DECIDED))
                .merge(
                        labels.mapValues(Fact.Labelled::new, Named.as(LearningNodes.TAKE_LABELS)),
                        Named.as(LearningNodes.MERGE_FACTS))
                .process(
                        () -> new JoinLabelsProcessor(settings, listener),
                        Named.as(LearningNodes.JOIN_LABELS),
                        LearningStores.DECIDED,
                        LearningStores.WAITING_LABELS,
                        LearningStores.WAITING_ORDER,
                        LearningStores.TRANSACTION_TIMES);
    }

    private void divertUnmatched(KStream<String, Joined> joined) {
        joined.flatMapValues(EntityTelling::unmatched, Named.as(LearningNodes.DIVERT_UNMATCHED))
                .to(
                        topics.unmatchedLabels().name(),
                        topics.unmatchedLabels().produced(LearningNodes.WRITE_UNMATCHED));
    }

    private void countPerformance(StreamsBuilder builder, KStream<String, Joined> joined) {
        builder.addStateStore(LearningStores.performance());
        builder.addStateStore(LearningStores.keys(LearningStores.DUE_PERFORMANCES));
        joined.process(
                        () -> new CountPerformanceProcessor(settings),
                        Named.as(LearningNodes.COUNT_PERFORMANCE),
                        LearningStores.PERFORMANCE,
                        LearningStores.DUE_PERFORMANCES,
                        LearningStores.TRANSACTION_TIMES)
                .to(
                        topics.performance().name(),
                        topics.performance().produced(LearningNodes.WRITE_PERFORMANCE));
    }

    private KStream<String, EntityNews> byEntity(KStream<String, Joined> joined) {
        return joined.flatMap(EntityTelling::news, Named.as(LearningNodes.TELL_ENTITIES))
                .repartition(
                        Repartitioned.<String, EntityNews>as(LearningNodes.ENTITY_NEWS)
                                .withKeySerde(Serdes.String())
                                .withValueSerde(StateSerde.of(EntityNews.class))
                                .withNumberOfPartitions(topics.entityRisk().spec().partitions()));
    }

    private void foldEntityRisk(StreamsBuilder builder, KStream<String, EntityNews> news) {
        builder.addStateStore(LearningStores.entityRisk());
        builder.addStateStore(LearningStores.times(LearningStores.ENTITY_TIMES));
        builder.addStateStore(LearningStores.keys(LearningStores.DUE_ENTITIES));
        builder.addStateStore(LearningStores.keys(LearningStores.PUBLISHED_ENTITIES));
        news.process(
                        () -> new FoldEntityRiskProcessor(entities, settings),
                        Named.as(LearningNodes.FOLD_ENTITY_RISK),
                        LearningStores.ENTITY_RISK,
                        LearningStores.DUE_ENTITIES,
                        LearningStores.PUBLISHED_ENTITIES,
                        LearningStores.ENTITY_TIMES)
                .to(
                        topics.entityRisk().name(),
                        topics.entityRisk().produced(LearningNodes.WRITE_ENTITY_RISK));
    }
}
