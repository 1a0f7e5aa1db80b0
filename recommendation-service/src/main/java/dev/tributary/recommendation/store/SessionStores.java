package dev.tributary.recommendation.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.QueryableStore;
import dev.tributary.schemas.recommendation.Session;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

import java.util.Map;

/** What is known of sessions, partitioned by sessionId: in RocksDB, with a changelog. */
public final class SessionStores {
    /** sessionId to its newest visit, as a {@link Session}. */
    public static final String VISITS = "visit-by-session";

    private SessionStores() {}

    public static StoreBuilder<KeyValueStore<String, Session>> visits() {
        return Stores.keyValueStoreBuilder(
                        QueryableStore.supplier(VISITS),
                        Serdes.String(),
                        StateSerde.of(Session.class))
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
