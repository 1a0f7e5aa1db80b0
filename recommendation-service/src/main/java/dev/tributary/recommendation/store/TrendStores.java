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
     * @param retention for how long a pane can still change
     */
    public static Materialized<String, Long, WindowStore<Bytes, byte[]>> interest(
            Duration retention) {
        return Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(INTEREST)
                .withKeySerde(Serdes.String())
                .withValueSerde(Serdes.Long())
                .withRetention(retention)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
