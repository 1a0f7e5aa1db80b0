package dev.tributary.inventory.store;

import dev.tributary.common.streams.ExpiringStore;
import dev.tributary.inventory.domain.Move;
import dev.tributary.inventory.domain.MovementId;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.domain.WarehouseId;
import dev.tributary.schemas.inventory.state.CountedKind;
import dev.tributary.schemas.inventory.state.CountedMovement;

import org.apache.kafka.streams.state.WindowStore;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;

/** The movements that were counted, each known for a time after it was appended to its log. */
public final class CountedMovements {
    private final ExpiringStore<CountedMovement> store;
    private final Duration retention;

    /**
     * @param store made by {@link StockStores#movements} with that retention
     */
    public CountedMovements(WindowStore<String, CountedMovement> store, Duration retention) {
        this.store = new ExpiringStore<>(store, retention);
        this.retention = retention;
    }

    /**
     * The movement that was counted under an id.
     *
     * @param now the latest time that is known
     */
    public @Nullable Move find(Sku sku, MovementId id, Instant now) {
        CountedMovement found =
                store.find(StockStores.key(sku, id), now.minus(retention), now, any -> true);
        return found == null
                ? null
                : new Move(
                        id,
                        new WarehouseId(found.getWarehouseId()),
                        switch (found.getKind()) {
                            case RECEIPT -> Move.Kind.RECEIPT;
                            case ADJUSTMENT -> Move.Kind.ADJUSTMENT;
                            case RETURN -> Move.Kind.RETURN;
                            case UNKNOWN ->
                                    throw new IllegalStateException("no kind of movement " + id);
                        },
                        found.getQuantity());
    }

    /** Keeps a movement. */
    public void put(Sku sku, Move move, Instant now) {
        CountedKind kind =
                switch (move.kind()) {
                    case RECEIPT -> CountedKind.RECEIPT;
                    case ADJUSTMENT -> CountedKind.ADJUSTMENT;
                    case RETURN -> CountedKind.RETURN;
                };
        store.put(
                StockStores.key(sku, move.movementId()),
                new CountedMovement(move.warehouseId().value(), kind, move.quantity()),
                now);
    }
}
