package dev.tributary.ingest.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.schemas.ingest.state.TransactionStatus;

import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;

/** The state of ingest-service. */
public final class TransactionStores {
    /**
     * What is known of each transaction, by its id: an {@link ExpiringStore} by the time of its
     * arrival, so that what is learned later replaces it.
     */
    public static final String STATUS_BY_ID = "transaction-status-by-id";

    /** Keys of the store. */
    public static final Serde<String> KEY = Serdes.String();

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
        return ExpiringStore.builder(STATUS_BY_ID, value(), retention);
    }
}
