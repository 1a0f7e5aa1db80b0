package dev.tributary.ingest.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.util.Map;

/** The state of ingest-service. */
public final class TransactionStores {
    /**
     * What is known of each transaction, by its id. A window store serves as a key-value store
     * whose entries expire: whole segments of it are dropped, without reading them. The window of
     * an entry starts when the transaction arrived, so that what is learned later replaces it.
     */
    public static final String STATUS_BY_ID = "transaction-status-by-id";

    /** Keys of the store. */
    public static final Serde<String> KEY = Serdes.String();

    /** The start alone places an entry; its length means nothing. */
    private static final Duration WINDOW = Duration.ofMillis(1);

    /**
     * Entries are restored by when they were written: with their own time they would be deleted
     * early where transactions are old, as in a backfill.
     */
    private static final Map<String, String> CHANGELOG =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private TransactionStores() {}

    /** Values of the store. */
    public static Serde<TransactionStatus> value() {
        return StateSerde.of(TransactionStatus.class);
    }

    /**
     * Builds the store.
     *
     * @param retention how long an entry is kept after its transaction arrived, at least
     */
    public static StoreBuilder<WindowStore<String, TransactionStatus>> statusById(
            Duration retention) {
        return Stores.windowStoreBuilder(
                        Stores.persistentWindowStore(STATUS_BY_ID, retention, WINDOW, false),
                        KEY,
                        value())
                .withLoggingEnabled(CHANGELOG);
    }
}
