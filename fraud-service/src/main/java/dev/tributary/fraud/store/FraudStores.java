package dev.tributary.fraud.store;

import dev.tributary.common.serde.StateSerde;
import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.common.streams.QueryableStore;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.fraud.state.CardHistory;
import dev.tributary.schemas.fraud.state.CardSpend;
import dev.tributary.schemas.ingest.Transaction;

import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

import java.time.Duration;
import java.util.Map;

/**
 * The state of the scorer. All stores are in RocksDB with a changelog; all are partitioned by card.
 */
public final class FraudStores {
    /** cardId to {@link CardHistory}. */
    public static final String CARD_HISTORY = "card-history-by-card";

    /**
     * {@link #verdictKey} to the {@link Verdict} it got, for as long as a repeat is recognised; an
     * {@link ExpiringStore} by the time of arrival.
     */
    public static final String VERDICT = "verdict-by-transaction";

    /** cardId and hour to {@link CardSpend}. */
    public static final String SPEND = "spend-by-card";

    /** Retention of a changelog counts from arrival, not from event time. */
    private static final Map<String, String> STAMPED_ON_ARRIVAL =
            Map.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "LogAppendTime");

    private FraudStores() {}

    /** Under which key a transaction's verdict is kept: its card and its id, apart by a NUL. */
    public static String verdictKey(Transaction transaction) {
        return transaction.getCardId() + '\0' + transaction.getTransactionId();
    }

    /** One record a card. */
    public static StoreBuilder<KeyValueStore<String, CardHistory>> cardHistory() {
        return Stores.keyValueStoreBuilder(
                        QueryableStore.supplier(CARD_HISTORY),
                        Serdes.String(),
                        StateSerde.of(CardHistory.class))
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }

    /**
     * Verdicts that forget.
     *
     * @param retention how long after its arrival a transaction is recognised when it comes again
     */
    public static StoreBuilder<WindowStore<String, Verdict>> verdict(Duration retention) {
        return ExpiringStore.builder(VERDICT, StateSerde.of(Verdict.class), retention);
    }

    /**
     * Spend by window of event time.
     *
     * @param retention how long a window is kept, counted in event time
     */
    public static Materialized<String, CardSpend, WindowStore<Bytes, byte[]>> spend(
            Duration retention) {
        return Materialized.<String, CardSpend, WindowStore<Bytes, byte[]>>as(SPEND)
                .withKeySerde(Serdes.String())
                .withValueSerde(StateSerde.of(CardSpend.class))
                .withRetention(retention)
                .withLoggingEnabled(STAMPED_ON_ARRIVAL)
                .withCachingDisabled();
    }
}
