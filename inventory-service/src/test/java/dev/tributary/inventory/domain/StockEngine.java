package dev.tributary.inventory.domain;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** Whoever decides about stock and reservations, one record at a time. */
public interface StockEngine extends AutoCloseable {
    /**
     * What a command did to a sku.
     *
     * @param held units of its open holds
     * @param answers what reservations are told, with whose they are
     */
    record StockStep(
            StockOutcome outcome,
            StockLevel level,
            @Nullable StockAlert alert,
            long held,
            List<Answer> answers) {}

    /** What a reservation is told by a line's stock. */
    record Answer(ReservationId id, ReservationInput input) {}

    /** What an input did to a reservation. */
    record ReservationStep(
            @Nullable ReservationState before,
            @Nullable ReservationState after,
            ReservationReply reply,
            List<SkuCommand> commands) {}

    /** Tells a sku's stock. */
    StockStep tell(Sku sku, StockCommand command, Instant at);

    /** Tells a reservation. */
    ReservationStep tell(ReservationId id, ReservationInput input);

    /** Where a reservation stands. */
    @Nullable ReservationState state(ReservationId id);

    /** What a reservation came to on a sku. */
    @Nullable Hold hold(Sku sku, ReservationId id);

    /** A sku with its holds. */
    StockTotals totals(Sku sku);

    @Override
    void close();
}
