package dev.tributary.common.streams;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The configuration every topology starts from. Later layers win: these defaults, then what the
 * service sets for its topology, then what the environment says ({@code spring.kafka.*} and {@code
 * spring.kafka.streams.*}).
 */
public final class StreamsDefaults {
    /**
     * How long the group waits for a member that has fallen silent, in milliseconds. A member that
     * restarts under its {@code group.instance.id} is back before that and costs no rebalance.
     */
    static final int SESSION_TIMEOUT_MS = 10_000;

    /**
     * How long a transaction left open by a dead instance may hold back readers of committed
     * records, in milliseconds, if no successor fences it earlier.
     */
    static final int TRANSACTION_TIMEOUT_MS = 10_000;

    private static final int GATHER_BYTES = 64 * 1024;

    private StreamsDefaults() {}

    /** Exactly-once with explicit names, dead letters and bounded waits. */
    public static Map<String, Object> base() {
        Map<String, Object> configs = new LinkedHashMap<>();
        configs.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        configs.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        configs.put(
                StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                UndecodableRecordHandler.class);
        configs.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        configs.put(
                StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedMemoryRocksDbConfig.class);
        configs.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                SESSION_TIMEOUT_MS);
        configs.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
                SESSION_TIMEOUT_MS / 5);
        configs.put(
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG),
                TRANSACTION_TIMEOUT_MS);
        // Without it a copy of a store, or one restored, does not know what input it has taken in,
        // and callers who ask for a position would wait in vain after every failover.
        configs.put(StreamsConfig.InternalConfig.IQ_CONSISTENCY_OFFSET_VECTOR_ENABLED, true);
        // Thread summaries every two minutes drown what matters.
        configs.put(StreamsConfig.LOG_SUMMARY_INTERVAL_MS_CONFIG, -1L);
        configs.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return configs;
    }

    /**
     * For a topology somebody waits for: what is processed becomes visible with the next commit, so
     * commits come every few milliseconds. {@code poll.ms} stays below the commit interval, because
     * a thread commits only after a poll has returned.
     */
    public static Map<String, Object> latency() {
        Map<String, Object> configs = base();
        configs.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 5L);
        configs.put(StreamsConfig.POLL_MS_CONFIG, 2L);
        configs.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        configs.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        return configs;
    }

    /**
     * For a topology nobody waits for: it takes what has gathered in a while, or as soon as that is
     * a lot. A fetch for each record would cost the brokers and the service more than the work
     * itself, and so would a commit, which writes to every partition that was written to.
     *
     * @param gather how long records gather at most; what comes of them is seen that much later
     */
    public static Map<String, Object> throughput(Duration gather) {
        Map<String, Object> configs = base();
        configs.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, gather.toMillis());
        configs.put(StreamsConfig.POLL_MS_CONFIG, gather.toMillis());
        configs.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG),
                Math.toIntExact(gather.toMillis()));
        configs.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.FETCH_MIN_BYTES_CONFIG),
                GATHER_BYTES);
        configs.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        return configs;
    }

    /**
     * For a topology whose state comes out the same when a record is processed again, so that it
     * needs no transactions. It still reads only what was committed.
     */
    public static Map<String, Object> atLeastOnce(Map<String, Object> configs) {
        Map<String, Object> all = new LinkedHashMap<>(configs);
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        all.remove(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG));
        all.put(
                StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG),
                "read_committed");
        return all;
    }
}
