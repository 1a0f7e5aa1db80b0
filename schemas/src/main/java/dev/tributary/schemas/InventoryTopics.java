package dev.tributary.schemas;

import dev.tributary.schemas.TopicSpec.Cleanup;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.ReservationInput;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockAlert;
import dev.tributary.schemas.inventory.StockAudit;
import dev.tributary.schemas.inventory.StockCommand;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.avro.specific.SpecificRecord;

import java.time.Duration;
import java.util.List;

/** The topics that inventory-service owns. */
public final class InventoryTopics {
    private static final int PARTITIONS = IngestTopics.STOCK_MOVEMENTS.partitions();
    private static final Duration RETENTION = Duration.ofDays(30);

    /** Everything a reservation is told, keyed by its id: what it is decided from. */
    public static final TopicSpec<String, ReservationInput> RESERVATION_INPUTS =
            events("inventory.reservation-inputs.v1", ReservationInput.class);

    /**
     * What the stock of a sku is told beside its movements, keyed by sku; partitioned like these.
     */
    public static final TopicSpec<String, StockCommand> STOCK_COMMANDS =
            events("inventory.stock-commands.v1", StockCommand.class);

    /** Where the reservations of callers stand, keyed by the name that the caller chose. */
    public static final TopicSpec<String, ReservationUpdate> RESERVATIONS =
            events("inventory.reservations.v1", ReservationUpdate.class);

    /** What became of the baskets of transactions, keyed by transactionId. */
    public static final TopicSpec<String, Order> ORDERS =
            events("inventory.orders.v1", Order.class);

    /** The stock of every sku, keyed by sku. */
    public static final TopicSpec<String, StockLevel> STOCK_LEVELS =
            newest("inventory.stock-levels.v1", PARTITIONS, StockLevel.class);

    /** Skus whose availability became low, or is not any more, keyed by sku. */
    public static final TopicSpec<String, StockAlert> STOCK_ALERTS =
            events("inventory.stock-alerts.v1", StockAlert.class);

    /** What was found when stock was held against its holds, keyed by partition. */
    public static final TopicSpec<String, StockAudit> STOCK_AUDITS =
            newest("inventory.stock-audits.v1", 1, StockAudit.class);

    /**
     * Records that inventory-service could not process, and movements that cannot be, as they came,
     * with the cause in headers.
     */
    public static final TopicSpec<byte[], byte[]> DEAD_LETTERS =
            new TopicSpec<>(
                    "inventory.dead-letter.v1",
                    byte[].class,
                    byte[].class,
                    1,
                    RETENTION,
                    Cleanup.DELETE);

    /** All topics of this owner. */
    public static final List<TopicSpec<?, ?>> ALL =
            List.of(
                    RESERVATION_INPUTS,
                    STOCK_COMMANDS,
                    RESERVATIONS,
                    ORDERS,
                    STOCK_LEVELS,
                    STOCK_ALERTS,
                    STOCK_AUDITS,
                    DEAD_LETTERS);

    private InventoryTopics() {}

    private static <V extends SpecificRecord> TopicSpec<String, V> events(
            String name, Class<V> type) {
        return new TopicSpec<>(name, String.class, type, PARTITIONS, RETENTION, Cleanup.DELETE);
    }

    private static <V extends SpecificRecord> TopicSpec<String, V> newest(
            String name, int partitions, Class<V> type) {
        return new TopicSpec<>(name, String.class, type, partitions, RETENTION, Cleanup.COMPACT);
    }
}
