package dev.tributary.recommendation.store;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.util.Map;

/** How much each item was looked at, partitioned by sku: in RocksDB, with a changelog. */
public final class TrendStores {
    /** sku and pane to the sum of its interactions. */
    public static final String INTEREST = "interest-by-sku";

    private TrendStores() {}

    /**
     * A store of windows lies in segments of half its retention, each a database of its own. An
     * import passes through months of event time in minutes, and would do little but open and drop
     * databases if they were short.
     */
    private static final Duration RETENTION_MIN = Duration.ofDays(4);

    /**
     * @param changing for how long a pane can still change
     */
    public static Materialized<String, Long, WindowStore<Bytes, byte[]>> interest(
            Duration changing) {
        return Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(INTEREST)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long())
                .withRetention(changing.compareTo(RETENTION_MIN) > 0 ? changing : RETENTION_MIN)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
