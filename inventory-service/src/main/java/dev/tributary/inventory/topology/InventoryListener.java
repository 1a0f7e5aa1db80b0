package dev.tributary.inventory.topology;

import dev.tributary.inventory.domain.ReservationReply;
import dev.tributary.inventory.domain.ReservationStatus;
import dev.tributary.inventory.domain.StockOutcome;

/** Is told what is decided, before it is committed; for metrics, never for effects. */
public interface InventoryListener {
    /** What a sku's stock decided. */
    void decided(StockOutcome outcome);

    /** What became of an input of a reservation. */
    void replied(ReservationReply reply);

    /** Where a reservation stands now. */
    void stands(ReservationStatus status);
}
