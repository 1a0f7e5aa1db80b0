package dev.tributary.common.streams;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.query.PositionBound;
import org.apache.kafka.streams.query.Query;
import org.apache.kafka.streams.query.QueryConfig;
import org.apache.kafka.streams.query.QueryResult;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.internals.RocksDBStore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;

/**
 * A key-value store in RocksDB that may be queried while it is written to.
 *
 * <p>Kafka's own takes the lock of the store and then that of its position when it is written to,
 * and the other way round when it is queried: sooner or later a query and the thread that processes
 * records wait for each other for ever (KAFKA-19629, open in 4.2.2). Here a query takes the lock of
 * the store first, too. Window stores take their locks in one order and need nothing.
 *
 * <p>To be replaced by Kafka's own store once that is mended.
 */
public final class QueryableStore extends RocksDBStore {
    /**
     * The order in which keys that are strings lie in a store: that of their bytes, not that of
     * Java, which compares UTF-16.
     */
    public static final Comparator<String> KEY_ORDER =
            (one, other) ->
                    Arrays.compareUnsigned(
                            one.getBytes(StandardCharsets.UTF_8),
                            other.getBytes(StandardCharsets.UTF_8));

    private static final String METRICS_SCOPE = "rocksdb";

    private QueryableStore(String name) {
        super(name, METRICS_SCOPE);
    }

    /** Makes stores of a name, without timestamps. */
    public static KeyValueBytesStoreSupplier supplier(String name) {
        return new Supplier(name);
    }

    private record Supplier(String name) implements KeyValueBytesStoreSupplier {
        @Override
        public KeyValueStore<Bytes, byte[]> get() {
            return new QueryableStore(name);
        }

        @Override
        public String metricsScope() {
            return METRICS_SCOPE;
        }
    }

    @Override
    public synchronized <R> QueryResult<R> query(
            Query<R> query, PositionBound positionBound, QueryConfig config) {
        return super.query(query, positionBound, config);
    }
}
