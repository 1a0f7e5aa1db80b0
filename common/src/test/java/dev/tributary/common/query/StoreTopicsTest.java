package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.junit.jupiter.api.Test;

class StoreTopicsTest {
    @Test
    void shouldKnowWhatTheSubTopologyOfAStoreReads() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in-a", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((_, value) -> value, Grouped.as("by-value"))
                .count(Materialized.as("count-by-value"));
        builder.table(
                "in-b",
                Consumed.with(Serdes.String(), Serdes.String()),
                Materialized.as("b-by-key"));
        Topology topology = builder.build();
        StoreTopics topics = new StoreTopics(topology::describe, "app");

        assertThat(topics.reads("b-by-key", "in-b")).isTrue();
        assertThat(topics.reads("b-by-key", "in-a")).isFalse();
        assertThat(topics.reads("count-by-value", "app-by-value-repartition")).isTrue();
        assertThat(topics.reads("count-by-value", "in-a")).isFalse();
        assertThat(topics.reads("no-such-store", "in-a")).isFalse();
    }
}
