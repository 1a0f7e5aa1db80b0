package dev.tributary.ingest.publish;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.streams.TopicPublisher;
import dev.tributary.schemas.TopicSpec;

import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Sends what was taken in to the topic that everything else follows from, with the trace of its
 * request; the guarantees are those of {@link TopicPublisher}. A client that sends again after
 * {@link Publication.Unknown} may double a record; whoever reads the topic takes the second as a
 * repeat.
 */
public final class IntakePublisher<T, V> implements AutoCloseable {
    /** Header that carries the trace of the request, as W3C Trace Context has it. */
    public static final String TRACE_HEADER = "traceparent";

    private final TopicPublisher<String, V> publisher;
    private final TopicSpec<String, V> topic;
    private final Form<T, V> form;
    private final Supplier<@Nullable String> traceparent;

    /**
     * How a thing becomes a record.
     *
     * @param key what tells its record from others: of the same the newest counts where a topic is
     *     compacted
     * @param order what its order is kept by: what has the same is in one partition, that of a
     *     record with this as its key
     * @param eventTime when it happened
     * @param value what travels
     */
    public record Form<T, V>(
            Function<T, String> key,
            Function<T, String> order,
            Function<T, Instant> eventTime,
            Function<T, V> value) {

        /** One whose order is kept by its key. */
        public Form(Function<T, String> key, Function<T, Instant> eventTime, Function<T, V> value) {
            this(key, key, eventTime, value);
        }
    }

    /**
     * @param configs settings of the producer, laid over {@link #defaults()}
     * @param topic where records go
     * @param form how a thing becomes a record
     * @param traceparent trace of the request at hand, null where there is none
     * @param closeTimeout how long closing waits for what is under way
     */
    public IntakePublisher(
            Map<String, Object> configs,
            Topic<String, V> topic,
            Form<T, V> form,
            Supplier<@Nullable String> traceparent,
            Duration closeTimeout) {
        Map<String, Object> all = defaults();
        all.putAll(configs);
        this.publisher = new TopicPublisher<>(all, topic, closeTimeout);
        this.topic = topic.spec();
        this.form = form;
        this.traceparent = traceparent;
    }

    /**
     * What a producer starts from: somebody waits for each record, so a broker that is away is told
     * within two seconds rather than two minutes.
     */
    public static Map<String, Object> defaults() {
        Map<String, Object> configs = new HashMap<>(TopicPublisher.defaults());
        configs.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        configs.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
        configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1_500);
        return configs;
    }

    /**
     * Sends one. Blocks for {@code max.block.ms} at most while the brokers are not known or the
     * buffer is full.
     *
     * @return completes normally in every case, within {@code delivery.timeout.ms}
     */
    public CompletableFuture<Publication> publish(T thing) {
        String trace = traceparent.get();
        List<Header> headers =
                trace == null
                        ? List.of()
                        : List.of(
                                new RecordHeader(
                                        TRACE_HEADER, trace.getBytes(StandardCharsets.US_ASCII)));
        return publisher.send(
                new ProducerRecord<>(
                        topic.name(),
                        partition(form.order().apply(thing)),
                        form.eventTime().apply(thing).toEpochMilli(),
                        form.key().apply(thing),
                        form.value().apply(thing),
                        headers));
    }

    /** As Kafka's own partitioner places a record by its key. */
    private int partition(String order) {
        return BuiltInPartitioner.partitionForKey(
                order.getBytes(StandardCharsets.UTF_8), topic.partitions());
    }

    /** Name of the topic that records go to. */
    public String topic() {
        return topic.name();
    }

    /** The producer's own metrics, for binding to a meter registry. */
    public Producer<?, ?> producer() {
        return publisher.producer();
    }

    /** Waits for what is under way, then closes. */
    @Override
    public void close() {
        publisher.close();
    }
}
