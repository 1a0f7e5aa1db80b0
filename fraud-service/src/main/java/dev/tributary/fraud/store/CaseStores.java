package dev.tributary.fraud.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.QueryableStore;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;
import dev.tributary.schemas.fraud.state.ReviewCase;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.time.Instant;
import java.util.Map;

/**
 * The state of cases, partitioned by transactionId, in RocksDB with changelogs. A case stands in
 * two stores: by its transaction, and in the order of arrival among those of its status, which is
 * what pages and retention go by.
 */
public final class CaseStores {
    /** transactionId to the {@link ReviewCase}. */
    public static final String BY_TRANSACTION = "case-by-transaction";

    /** {@link #arrivalKey} to the open {@link ReviewCase}. */
    public static final String OPEN = "open-case-by-arrival";

    /** {@link #arrivalKey} to the resolved {@link ReviewCase}. */
    public static final String RESOLVED = "resolved-case-by-arrival";

    /** {@link #arrivalKey} to what a label tells of a transaction that has no case. */
    public static final String LABELLED = "label-without-case-by-arrival";

    private CaseStores() {}

    /** The store of the cases of a status, in the order of their arrival. */
    public static String byArrival(Status status) {
        return switch (status) {
            case LABELLED -> LABELLED;
            case OPEN -> OPEN;
            case RESOLVED -> RESOLVED;
        };
    }

    /** Sorts by arrival, which is not before 1970, then by transaction. */
    public static String arrivalKey(Instant arrivedAt, String transactionId) {
        return "%019d/%s".formatted(arrivedAt.toEpochMilli(), transactionId);
    }

    /**
     * One of the stores.
     *
     * @param name one of the names here
     */
    public static StoreBuilder<KeyValueStore<String, ReviewCase>> store(String name) {
        return Stores.keyValueStoreBuilder(
                        QueryableStore.supplier(name),
                        Serdes.String(),
                        StateSerde.of(ReviewCase.class))
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
