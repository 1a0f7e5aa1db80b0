package dev.tributary.fraud.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.common.streams.QueryableStore;
import dev.tributary.schemas.fraud.EntityRisk;
import dev.tributary.schemas.fraud.state.DecidedTransaction;
import dev.tributary.schemas.fraud.state.PerformanceDay;
import dev.tributary.schemas.fraud.state.WaitingLabel;

import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.util.Map;

/**
 * The state of learning from labels. All stores but those of times are in RocksDB, all with a
 * changelog. Those that many records change in a row are written through a cache, which reaches
 * disk and changelog once a commit.
 */
public final class LearningStores {
    /**
     * transactionId to the {@link DecidedTransaction}, for as long as a label may come; an {@link
     * ExpiringStore} by the time of arrival.
     */
    public static final String DECIDED = "decided-by-transaction";

    /** transactionId to the {@link WaitingLabel} whose transaction has not come. */
    public static final String WAITING_LABELS = "waiting-label-by-transaction";

    /** {@link #arrivalKey} to nothing: the waiting labels in the order in which they came. */
    public static final String WAITING_ORDER = "waiting-label-by-arrival";

    /** Key of a performance and day to {@link PerformanceDay}; partitioned by transactionId. */
    public static final String PERFORMANCE = "performance-by-code-and-day";

    /** Keys of performances that changed since they were published. */
    public static final String DUE_PERFORMANCES = "due-performances";

    /** Key of an entity to {@link EntityRisk}. */
    public static final String ENTITY_RISK = "risk-by-entity";

    /** Keys of entities that changed since they were published. */
    public static final String DUE_ENTITIES = "due-entities";

    /** Keys of entities that the world was told of. */
    public static final String PUBLISHED_ENTITIES = "published-entities";

    /** Latest times by name, of those by transaction. */
    public static final String TRANSACTION_TIMES = "latest-transaction-times";

    /** Latest times by name, of those by entity. */
    public static final String ENTITY_TIMES = "latest-entity-times";

    private LearningStores() {}

    /** Sorts by time of arrival. */
    public static String arrivalKey(long arrivedAtMs, String transactionId) {
        return "%019d/%s".formatted(arrivedAtMs, transactionId);
    }

    /** The transactionId in an {@link #arrivalKey}. */
    public static String transactionId(String arrivalKey) {
        return arrivalKey.substring(arrivalKey.indexOf('/') + 1);
    }

    /**
     * @param retention how long after its arrival a transaction is kept, at least
     */
    public static StoreBuilder<WindowStore<String, DecidedTransaction>> decided(
            Duration retention) {
        return ExpiringStore.builder(DECIDED, StateSerde.of(DecidedTransaction.class), retention);
    }

    public static StoreBuilder<KeyValueStore<String, WaitingLabel>> waitingLabels() {
        return plain(WAITING_LABELS, StateSerde.of(WaitingLabel.class)).withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<String, String>> waitingOrder() {
        return plain(WAITING_ORDER, Serdes.String()).withCachingDisabled();
    }

    public static StoreBuilder<KeyValueStore<String, PerformanceDay>> performance() {
        return cached(PERFORMANCE, PerformanceDay.class);
    }

    public static StoreBuilder<KeyValueStore<String, EntityRisk>> entityRisk() {
        return cached(ENTITY_RISK, EntityRisk.class);
    }

    /**
     * Keys only; their values say nothing.
     *
     * @param name one of the names here
     */
    public static StoreBuilder<KeyValueStore<String, String>> keys(String name) {
        return plain(name, Serdes.String()).withCachingEnabled();
    }

    /**
     * A handful of times, in ms since the epoch, in memory with a changelog.
     *
     * @param name one of the names here
     */
    public static StoreBuilder<KeyValueStore<String, Long>> times(String name) {
        return Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.Long())
                .withCachingEnabled()
                .withLoggingEnabled(Map.of());
    }

    private static <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> cached(
            String name, Class<V> type) {
        return plain(name, StateSerde.of(type)).withCachingEnabled();
    }

    private static <V> StoreBuilder<KeyValueStore<String, V>> plain(String name, Serde<V> values) {
        return Stores.keyValueStoreBuilder(QueryableStore.supplier(name), Serdes.String(), values)
                .withLoggingEnabled(Map.of());
    }
}
