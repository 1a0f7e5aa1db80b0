package dev.tributary.recommendation.topology;

import dev.tributary.common.streams.EventTime;
import dev.tributary.common.streams.Topic;
import dev.tributary.recommendation.domain.RecommenderSettings.Signals;
import dev.tributary.recommendation.store.TrendStores;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.recommendation.ItemInterest;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;

import java.time.Duration;

/**
 * Counts the interest in each item by panes of event time, of which every instance makes hopping
 * windows.
 *
 * <p>In: {@code ingest.interactions.v1} (session and interaction, Interaction). Out: {@code
 * recommendation.item-interest.v1} (sku and start of the pane, ItemInterest), the whole sum each
 * time. State: {@link TrendStores}, by sku, behind a repartition topic. Expects exactly-once
 * processing, or what is processed again would count again. Event time is {@code occurredAt}; what
 * comes after the grace is not counted, which the metric {@code dropped-records-total} tells.
 */
public final class TrendTopology {
    static final String READ_INTERACTIONS = "read-interactions";
    static final String DROP_DELETED = "drop-deleted-interactions";
    static final String KEY_BY_SKU = "weigh-by-sku";
    static final String BY_SKU = "interactions-by-sku";
    static final String SUM_INTEREST = "sum-interest";
    static final String TELL_CHANGES = "interest-changes";
    static final String TO_RECORD = "tell-item-interest";
    static final String WRITE_INTEREST = "write-item-interest";

    private final Topics topics;
    private final Signals signals;
    private final Duration pane;
    private final Duration grace;

    /**
     * What it reads and writes.
     *
     * @param interactions what visitors do
     * @param interest how much each item is looked at
     */
    public record Topics(
            Topic<String, Interaction> interactions, Topic<String, ItemInterest> interest) {}

    /**
     * @param signals how much each kind of interaction counts
     * @param pane length of a pane
     * @param grace how late an interaction may come
     */
    public TrendTopology(Topics topics, Signals signals, Duration pane, Duration grace) {
        this.topics = topics;
        this.signals = signals;
        this.pane = pane;
        this.grace = grace;
    }

    /** Puts the topology into a builder. */
    public void define(StreamsBuilder builder) {
        writeInterest(sumByPane(bySku(readInteractions(builder))));
    }

    private KStream<String, Interaction> readInteractions(StreamsBuilder builder) {
        return builder.stream(
                        topics.interactions.name(),
                        topics.interactions.consumed(
                                READ_INTERACTIONS,
                                EventTime.of(Interaction.class, Interaction::getOccurredAt)))
                .filter((key, interaction) -> interaction != null, Named.as(DROP_DELETED));
    }

    /** What travels on is a number: a record of ours would need a schema for a topic of Streams. */
    private KStream<String, Long> bySku(KStream<String, Interaction> interactions) {
        return interactions
                .map(
                        (key, interaction) ->
                                KeyValue.pair(interaction.getSku(), strength(interaction)),
                        Named.as(KEY_BY_SKU))
                .repartition(Repartitioned.with(Serdes.String(), Serdes.Long()).withName(BY_SKU));
    }

    private long strength(Interaction interaction) {
        return signals.strength(InteractionAvroMapper.toDomain(interaction.getKind()));
    }

    private KStream<Windowed<String>, Long> sumByPane(KStream<String, Long> bySku) {
        return bySku.groupByKey(Grouped.with(Serdes.String(), Serdes.Long()))
                .windowedBy(TimeWindows.ofSizeAndGrace(pane, grace))
                .aggregate(
                        () -> 0L,
                        (sku, strength, sum) -> sum + strength,
                        Named.as(SUM_INTEREST),
                        TrendStores.interest(pane.plus(grace)))
                .toStream(Named.as(TELL_CHANGES));
    }

    private void writeInterest(KStream<Windowed<String>, Long> sums) {
        sums.map(
                        (window, sum) ->
                                KeyValue.pair(
                                        window.key() + "@" + window.window().start(),
                                        new ItemInterest(
                                                window.key(), window.window().startTime(), sum)),
                        Named.as(TO_RECORD))
                .to(topics.interest.name(), topics.interest.produced(WRITE_INTEREST));
    }
}
