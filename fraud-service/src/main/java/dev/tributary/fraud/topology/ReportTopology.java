package dev.tributary.fraud.topology;

import dev.tributary.common.streams.EventTime;
import dev.tributary.common.streams.Topic;
import dev.tributary.fraud.store.FraudStores;
import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.TimeWindows;

/**
 * What is reported about verdicts, beside the path on which customers wait: it reads committed
 * verdicts in batches and costs the scorer's transactions nothing.
 *
 * <p>In: {@code fraud.verdicts.v1} (cardId, Verdict). Out: the store {@link FraudStores#SPEND}.
 * Expects exactly-once processing, because sums are no longer right when a record is added twice;
 * event time is {@code occurredAt}.
 */
public final class ReportTopology {
    private final Topic<String, Verdict> verdicts;
    private final FraudSettings settings;

    /**
     * @param verdicts what was decided, keyed by cardId
     * @param settings windows and retentions
     */
    public ReportTopology(Topic<String, Verdict> verdicts, FraudSettings settings) {
        this.verdicts = verdicts;
        this.settings = settings;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        sumSpendByCard(readVerdicts(builder));
    }

    private KStream<String, Verdict> readVerdicts(StreamsBuilder builder) {
        return builder.stream(
                verdicts.name(),
                verdicts.consumed(
                        ReportNodes.READ_VERDICTS,
                        EventTime.of(Verdict.class, Verdict::getOccurredAt)));
    }

    private void sumSpendByCard(KStream<String, Verdict> decided) {
        decided.filter((cardId, verdict) -> isSpent(verdict), Named.as(ReportNodes.KEEP_SPENT))
                .groupByKey(
                        Grouped.<String, Verdict>as(ReportNodes.GROUP_SPENT_BY_CARD)
                                .withKeySerde(Serdes.String()))
                .windowedBy(
                        TimeWindows.ofSizeAndGrace(settings.spendWindow(), settings.spendGrace()))
                .aggregate(
                        CardSpends::empty,
                        (cardId, verdict, spend) -> CardSpends.add(spend, verdict),
                        Named.as(ReportNodes.SUM_SPEND),
                        FraudStores.spend(settings.spendRetention()));
    }

    /**
     * Approved and still to be reviewed money is spent; blocked money is not; a repeat is neither.
     */
    private static boolean isSpent(Verdict verdict) {
        return !verdict.getRepeat() && verdict.getDecision() != Decision.BLOCK;
    }
}
