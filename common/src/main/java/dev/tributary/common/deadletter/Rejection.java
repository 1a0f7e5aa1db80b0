package dev.tributary.common.deadletter;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

import java.nio.charset.StandardCharsets;

/**
 * What is told of a record that can be read and yet not be used. A rejected record goes to the dead
 * letters as it came, in the same transaction as everything else that came of it, with the headers
 * that Kafka Streams gives to records that it could not process, and its cause:
 *
 * <ul>
 *   <li>{@value #CAUSE}: a stable name of the cause;
 *   <li>{@value #MESSAGE}: the same in words;
 *   <li>{@value #TOPIC}, {@value #PARTITION}, {@value #OFFSET}: where it came from.
 * </ul>
 */
public final class Rejection {
    /** Header with a stable name of the cause. */
    public static final String CAUSE = "tributary.rejected.cause";

    /** Header with the cause in words. */
    public static final String MESSAGE = "__streams.errors.message";

    /** Header with the topic that the record came from. */
    public static final String TOPIC = "__streams.errors.topic";

    /** Header with its partition, in digits. */
    public static final String PARTITION = "__streams.errors.partition";

    /** Header with its offset, in digits. */
    public static final String OFFSET = "__streams.errors.offset";

    private Rejection() {}

    /**
     * Marks a record as rejected.
     *
     * @param place where it came from
     * @param cause a stable name of the cause
     * @param message the cause in words
     */
    public static <K, V> Record<K, V> of(
            Record<K, V> record, RecordMetadata place, String cause, String message) {
        Headers headers = new RecordHeaders(record.headers());
        put(headers, CAUSE, cause);
        put(headers, MESSAGE, message);
        put(headers, TOPIC, place.topic());
        put(headers, PARTITION, Integer.toString(place.partition()));
        put(headers, OFFSET, Long.toString(place.offset()));
        return record.withHeaders(headers);
    }

    private static void put(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
