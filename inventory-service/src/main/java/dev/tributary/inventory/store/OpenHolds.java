package dev.tributary.inventory.store;

import dev.tributary.inventory.domain.Hold;
import dev.tributary.inventory.domain.Sku;

import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/** Open holds, one after the other. To be closed. */
final class OpenHolds implements AutoCloseable {
    private final KeyValueIterator<String, dev.tributary.schemas.inventory.state.Hold> left;

    OpenHolds(KeyValueIterator<String, dev.tributary.schemas.inventory.state.Hold> left) {
        this.left = left;
    }

    /** The sku of the hold that comes next; null where none does. */
    @Nullable Sku sku() {
        return left.hasNext() ? StockStores.sku(left.peekNextKey()) : null;
    }

    Hold next() {
        KeyValue<String, dev.tributary.schemas.inventory.state.Hold> entry = left.next();
        return HoldAvroMapper.toDomain(StockStores.reservationId(entry.key), entry.value);
    }

    @Override
    public void close() {
        left.close();
    }
}
