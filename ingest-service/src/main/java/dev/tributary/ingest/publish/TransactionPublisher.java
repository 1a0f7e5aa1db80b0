package dev.tributary.ingest.publish;

import dev.tributary.common.streams.Topic;
import dev.tributary.ingest.domain.CardTransaction;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Sends transactions to the topic that everything else follows from: key cardId, so that the order
 * of a card is the order of its log; acknowledged by all in-sync replicas; not doubled by the
 * client's own retries. A client that sends again after {@link Publication.Unknown} may double a
 * record; the scorer takes the second as a repeat.
 */
public final class TransactionPublisher implements AutoCloseable {
    /** Header that carries the trace of the request, as W3C Trace Context has it. */
    public static final String TRACE_HEADER = "traceparent";

    private static final Logger LOG = LoggerFactory.getLogger(TransactionPublisher.class);

    private final Producer<String, Transaction> producer;
    private final String topic;
    private final Supplier<@Nullable String> traceparent;
    private final Duration closeTimeout;

    /** So that an outage is told once, not once for each transaction. */
    private final AtomicBoolean failing = new AtomicBoolean();

    /**
     * @param configs settings of the producer, laid over {@link #defaults()}
     * @param topic where transactions go
     * @param traceparent trace of the request at hand, null where there is none
     * @param closeTimeout how long closing waits for what is under way
     */
    public TransactionPublisher(
            Map<String, Object> configs,
            Topic<String, Transaction> topic,
            Supplier<@Nullable String> traceparent,
            Duration closeTimeout) {
        this.producer =
                new KafkaProducer<>(
                        guaranteed(configs),
                        topic.keySerde().serializer(),
                        topic.valueSerde().serializer());
        this.topic = topic.name();
        this.traceparent = traceparent;
        this.closeTimeout = closeTimeout;
    }

    /**
     * What a producer starts from: somebody waits for each record, so nothing lingers, and a broker
     * that is away is told within two seconds rather than two minutes.
     */
    public static Map<String, Object> defaults() {
        Map<String, Object> configs = new HashMap<>();
        configs.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        configs.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 1_000);
        configs.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 1_000);
        configs.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 1_500);
        configs.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        configs.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return configs;
    }

    /** The guarantee is not a setting: what was answered must be in the log. */
    private static Map<String, Object> guaranteed(Map<String, Object> configs) {
        Map<String, Object> all = defaults();
        all.putAll(configs);
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return all;
    }

    /**
     * Sends a transaction. Blocks for {@code max.block.ms} at most while the brokers are not known
     * or the buffer is full.
     *
     * @return completes normally in every case, within {@code delivery.timeout.ms}
     */
    public CompletableFuture<Publication> publish(CardTransaction transaction) {
        CompletableFuture<Publication> outcome = new CompletableFuture<>();
        try {
            Future<RecordMetadata> _ =
                    producer.send(
                            record(transaction),
                            (metadata, fault) ->
                                    outcome.complete(
                                            fault == null
                                                    ? acknowledged(metadata)
                                                    : unknown(transaction, fault)));
        } catch (KafkaException | IllegalStateException fault) {
            outcome.complete(unknown(transaction, fault));
        }
        return outcome;
    }

    private ProducerRecord<String, Transaction> record(CardTransaction transaction) {
        String trace = traceparent.get();
        List<Header> headers =
                trace == null
                        ? List.of()
                        : List.of(
                                new RecordHeader(
                                        TRACE_HEADER, trace.getBytes(StandardCharsets.US_ASCII)));
        return new ProducerRecord<>(
                topic,
                null,
                transaction.occurredAt().toEpochMilli(),
                transaction.cardId().value(),
                TransactionAvroMapper.toAvro(transaction),
                headers);
    }

    private Publication unknown(CardTransaction transaction, Throwable fault) {
        LOG.debug("no acknowledgement for {}", transaction.id(), fault);
        if (failing.compareAndSet(false, true)) {
            LOG.warn(
                    "no acknowledgement for {}, and silent about further ones: {}",
                    transaction.id(),
                    fault.toString());
        }
        return new Publication.Unknown(fault);
    }

    private Publication acknowledged(RecordMetadata metadata) {
        if (failing.get() && failing.compareAndSet(true, false)) {
            LOG.info("acknowledgements come again");
        }
        return new Publication.Acknowledged(metadata.partition(), metadata.offset());
    }

    /** The producer's own metrics, for binding to a meter registry. */
    public Producer<?, ?> producer() {
        return producer;
    }

    /** Waits for what is under way, then closes. */
    @Override
    public void close() {
        producer.close(closeTimeout);
    }
}
