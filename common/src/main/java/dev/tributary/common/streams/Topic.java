package dev.tributary.common.streams;

import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.common.serde.AvroSerde;
import dev.tributary.schemas.TopicSpec;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.TimestampExtractor;

import java.util.Map;

/**
 * A topic ready for use in a topology: its spec and the serdes bound to it. Topologies take topics
 * only in this form, so that no name or serde is ever guessed from a default.
 *
 * @param spec what the owner declares
 * @param keySerde bytes of the key
 * @param valueSerde bytes of the value
 */
public record Topic<K, V>(TopicSpec<K, V> spec, Serde<K> keySerde, Serde<V> valueSerde) {

    /**
     * A topic of Avro records under keys of text, by the registry.
     *
     * @param configs how values are read and written; see {@link
     *     dev.tributary.common.serde.SerdeSettings}
     */
    public static <V extends SpecificRecord> Topic<String, V> avro(
            TopicSpec<String, V> spec, SchemaRegistryClient registry, Map<String, Object> configs) {
        return new Topic<>(
                spec, Serdes.String(), AvroSerde.of(spec.valueType(), registry, configs));
    }

    /** The topic's name. */
    public String name() {
        return spec.name();
    }

    /**
     * How a source node reads this topic.
     *
     * @param node name of the source node
     * @param eventTime where a record's event time stands; the broker's own timestamp is the time
     *     of arrival
     */
    public Consumed<K, V> consumed(String node, TimestampExtractor eventTime) {
        return Consumed.with(keySerde, valueSerde).withName(node).withTimestampExtractor(eventTime);
    }

    /**
     * How a sink node writes this topic.
     *
     * @param node name of the sink node
     */
    public Produced<K, V> produced(String node) {
        return Produced.with(keySerde, valueSerde).withName(node);
    }
}
