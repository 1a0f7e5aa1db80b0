package dev.tributary.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A topic as its owner declares it: pure data, no connection. The replication factor is not here,
 * it belongs to the cluster.
 *
 * <p>Every topic is stamped with the broker's append time, so that retention counts from arrival: a
 * backfill of old events is not deleted before it is read. Event time travels in the value.
 *
 * @param name {@code <owner>.<noun>.v<major>}
 * @param keyType type of the record key
 * @param valueType type of the record value
 * @param partitions number of partitions; fixed for the life of the topic, because keys are placed
 *     by it
 * @param retention how long a record is kept after it arrived; ignored where the topic is compacted
 *     only
 * @param cleanup what happens to records past their use
 * @param recordBytesMax largest record, key and value as they are written; brokers and producers
 *     refuse what is larger
 */
public record TopicSpec<K, V>(
        String name,
        Class<K> keyType,
        Class<V> valueType,
        int partitions,
        Duration retention,
        Cleanup cleanup,
        int recordBytesMax) {

    /** Largest record where nothing else is said: what Kafka's clients send by default. */
    public static final int RECORD_BYTES_USUAL = 1 << 20;

    /**
     * A batch has to fit into a broker's request, and every reader's memory, with room to spare.
     */
    private static final int RECORD_BYTES_BOUND = 16 << 20;

    /**
     * A compacted topic is read whole by every instance that starts, and brokers never compact the
     * segment they write to: with the default of 1 GB a topic whose keys change often would never
     * be short.
     */
    private static final int COMPACT_SEGMENT_BYTES = 32 * 1024 * 1024;

    /**
     * So long may a record outlive the tombstone of its key where records are deleted one by one,
     * or until the next record of its partition, which begins a new segment. Brokers would wait
     * until half of a partition is new, which may be never. Each compaction reads and writes a
     * partition whole, so more often would cost more.
     */
    private static final Duration COMPACTION_LAG_MAX = Duration.ofDays(1);

    /** What happens to records past their use. */
    public enum Cleanup {
        /** Records older than the retention go. */
        DELETE("delete"),
        /** The newest record of each key stays. */
        COMPACT("compact"),
        /**
         * The newest record of each key stays, until it is older than the retention: a log that
         * goes by age, of which single records can be deleted by their key before. A tombstone
         * stays as long as a record, so that whoever reads on within that time learns of it.
         */
        COMPACT_DELETE("compact,delete");

        private final String policy;

        Cleanup(String policy) {
            this.policy = policy;
        }
    }

    public TopicSpec {
        if (!name.matches("[a-z]+(\\.[a-z]+(-[a-z]+)*)+\\.v[1-9][0-9]*")) {
            throw new IllegalArgumentException(
                    "topic name '" + name + "' is not <owner>.<noun>.v<major>");
        }
        if (partitions < 1) {
            throw new IllegalArgumentException("topic " + name + " needs at least one partition");
        }
        if (retention.isNegative() || retention.isZero()) {
            throw new IllegalArgumentException("topic " + name + " needs a retention above zero");
        }
        if (recordBytesMax < RECORD_BYTES_USUAL || recordBytesMax > RECORD_BYTES_BOUND) {
            throw new IllegalArgumentException(
                    "topic %s has a largest record of %d bytes, not %d to %d"
                            .formatted(
                                    name, recordBytesMax, RECORD_BYTES_USUAL, RECORD_BYTES_BOUND));
        }
    }

    /** With records of the usual size. */
    public TopicSpec(
            String name,
            Class<K> keyType,
            Class<V> valueType,
            int partitions,
            Duration retention,
            Cleanup cleanup) {
        this(name, keyType, valueType, partitions, retention, cleanup, RECORD_BYTES_USUAL);
    }

    /** The subject of the value's schema in the registry, by the registry's customary rule. */
    public String valueSubject() {
        return name + "-value";
    }

    /** The settings the broker keeps for this topic, by their Kafka names. */
    public Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>();
        configs.put("cleanup.policy", cleanup.policy);
        configs.put("message.timestamp.type", "LogAppendTime");
        switch (cleanup) {
            case DELETE -> configs.put("retention.ms", millis(retention));
            case COMPACT -> configs.put("segment.bytes", Integer.toString(COMPACT_SEGMENT_BYTES));
            case COMPACT_DELETE -> {
                configs.put("retention.ms", millis(retention));
                configs.put("delete.retention.ms", millis(retention));
                configs.put("min.compaction.lag.ms", millis(Duration.ZERO));
                configs.put("max.compaction.lag.ms", millis(COMPACTION_LAG_MAX));
            }
        }
        if (recordBytesMax > RECORD_BYTES_USUAL) {
            configs.put("max.message.bytes", Integer.toString(recordBytesMax));
        }
        return configs;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
