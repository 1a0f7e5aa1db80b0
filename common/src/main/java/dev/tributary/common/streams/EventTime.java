package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

import java.time.Instant;
import java.util.function.Function;

/**
 * Takes a record's event time from its value. A value of another type, as an undecodable record
 * leaves behind, falls back to the broker's timestamp, so that it can travel on to its dead letter.
 */
public final class EventTime<V> implements TimestampExtractor {
    private final Class<V> valueType;
    private final Function<V, Instant> field;

    private EventTime(Class<V> valueType, Function<V, Instant> field) {
        this.valueType = valueType;
        this.field = field;
    }

    /**
     * @param valueType type of the record value
     * @param field where the event time stands in it
     */
    public static <V> EventTime<V> of(Class<V> valueType, Function<V, Instant> field) {
        return new EventTime<>(valueType, field);
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTimeMs) {
        return valueType.isInstance(record.value())
                ? field.apply(valueType.cast(record.value())).toEpochMilli()
                : record.timestamp();
    }
}
