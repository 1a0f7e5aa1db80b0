package dev.tributary.inventory.store;

import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.ReservationId;
import dev.tributary.inventory.domain.Sku;

import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/**
 * What reservations hold of the skus of a partition. A hold that reserves units is kept until it
 * does not, however long that takes; after its end it is kept for a time, and then forgotten
 * without being looked at.
 */
public final class Holds {
    private final KeyValueStore<String, dev.tributary.schemas.inventory.state.Hold> open;
    private final ExpiringStore<dev.tributary.schemas.inventory.state.Hold> closed;
    private final Duration retention;

    /**
     * @param open made by {@link StockStores#openHolds}
     * @param closed made by {@link StockStores#closedHolds} with that retention
     */
    public Holds(
            KeyValueStore<String, dev.tributary.schemas.inventory.state.Hold> open,
            WindowStore<String, dev.tributary.schemas.inventory.state.Hold> closed,
            Duration retention) {
        this.open = open;
        this.closed = new ExpiringStore<>(closed, retention);
        this.retention = retention;
    }

    /**
     * What a reservation came to on a sku.
     *
     * @param now the latest time that is known
     */
    public @Nullable Hold find(Sku sku, ReservationId id, Instant now) {
        String key = StockStores.key(sku, id);
        dev.tributary.schemas.inventory.state.Hold found = open.get(key);
        if (found == null) {
            found = closed.find(key, now.minus(retention), now, any -> true);
        }
        return found == null ? null : HoldAvroMapper.toDomain(id, found);
    }

    /**
     * Keeps what a hold has become.
     *
     * @param now the latest time that is known
     */
    public void put(Sku sku, Hold hold, Instant now) {
        String key = StockStores.key(sku, hold.reservationId());
        dev.tributary.schemas.inventory.state.Hold state = HoldAvroMapper.toAvro(hold);
        switch (hold.status()) {
            case HELD -> open.put(key, state);
            case COMMITTED, RELEASED, SHORT -> {
                open.delete(key);
                closed.put(key, state, now);
            }
        }
    }

    /**
     * The open holds of all skus, by sku and reservation.
     *
     * @param sku the first of the skus; null for all
     * @param after the last hold of that sku that is left out; null for none
     */
    OpenHolds open(@Nullable Sku sku, @Nullable ReservationId after) {
        if (sku == null) {
            return new OpenHolds(open.all());
        }
        String from = after == null ? StockStores.from(sku) : StockStores.after(sku, after);
        return new OpenHolds(open.range(from, null));
    }
}
