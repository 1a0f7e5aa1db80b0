package dev.tributary.inventory.topology;

import dev.tributary.common.streams.Topic;
import dev.tributary.inventory.store.ViewStores;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.Reservation;
import dev.tributary.schemas.inventory.ReservationUpdate;
import dev.tributary.schemas.inventory.StockLevel;

import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.FailOnInvalidTimestamp;
import org.apache.kafka.streams.processor.TimestampExtractor;

import java.time.Duration;

/**
 * What the world asks of stock, reservations and orders: the newest of each, made of what was
 * committed, so that nothing is told that may yet be undone.
 *
 * <p>In: {@code inventory.stock-levels.v1} (sku, StockLevel), {@code inventory.reservations.v1}
 * (name, ReservationUpdate), {@code inventory.orders.v1} (transactionId, Order), each a full
 * snapshot. State: {@link ViewStores}, keyed alike. A record that is read again changes nothing, so
 * it needs no transactions.
 */
public final class InventoryViewTopology {
    static final String READ_LEVELS = "read-levels";
    static final String KEEP_LEVELS = "keep-levels";
    static final String READ_RESERVATIONS = "read-reservations";
    static final String KEEP_RESERVATIONS = "keep-reservations";
    static final String READ_ORDERS = "read-orders";
    static final String KEEP_ORDERS = "keep-orders";

    /** Brokers stamp all topics, so an invalid timestamp is a broker's fault, not a record's. */
    private static final TimestampExtractor APPEND_TIME = new FailOnInvalidTimestamp();

    private InventoryViewTopology() {}

    /**
     * What it reads.
     *
     * @param levels the stock, by sku
     * @param reservations where reservations stand, by name
     * @param orders what became of baskets, by transactionId
     */
    public record Topics(
            Topic<String, StockLevel> levels,
            Topic<String, ReservationUpdate> reservations,
            Topic<String, Order> orders) {}

    /**
     * Puts the topology into a builder.
     *
     * @param retention for how long a reservation or an order is known after it was asked for
     */
    public static void define(StreamsBuilder builder, Topics topics, Duration retention) {
        builder.stream(topics.levels.name(), topics.levels.consumed(READ_LEVELS, APPEND_TIME))
                .process(new KeepLevelsProcessor.Supplier(), Named.as(KEEP_LEVELS));
        builder.stream(
                        topics.reservations.name(),
                        topics.reservations.consumed(READ_RESERVATIONS, APPEND_TIME))
                // An answer about a reservation that does not exist is no news of one.
                .filter(
                        (name, update) -> update.getReservation() != null,
                        Named.as("keep-those-that-exist"))
                .process(
                        new KeepNewestProcessor.Supplier<>(
                                ViewStores.RESERVATIONS,
                                ViewStores.reservations(retention),
                                retention,
                                update -> reservation(update).getRequestedAt()),
                        Named.as(KEEP_RESERVATIONS));
        builder.stream(topics.orders.name(), topics.orders.consumed(READ_ORDERS, APPEND_TIME))
                .process(
                        new KeepNewestProcessor.Supplier<>(
                                ViewStores.ORDERS,
                                ViewStores.orders(retention),
                                retention,
                                Order::getRequestedAt),
                        Named.as(KEEP_ORDERS));
    }

    private static Reservation reservation(ReservationUpdate update) {
        Reservation reservation = update.getReservation();
        if (reservation == null) {
            throw new IllegalArgumentException(update + " is of no reservation");
        }
        return reservation;
    }
}
