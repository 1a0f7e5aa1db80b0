package dev.tributary.inventory.domain;

import java.util.HashMap;
import java.util.Map;

/** A sku with all that is remembered of it, and the keeper that decides about it. */
final class Shelf {
    final Map<ReservationId, Hold> holds = new HashMap<>();
    final Map<MovementId, Move> moves = new HashMap<>();
    private final StockKeeper keeper;
    private StockLevel level;

    /** Units of all open holds. */
    private long held;

    Shelf(Sku sku, StockSettings settings) {
        this.keeper = new StockKeeper(settings);
        this.level = StockLevel.empty(sku);
    }

    StockLevel level() {
        return level;
    }

    long held() {
        return held;
    }

    StockOutcome tell(StockCommand command) {
        return decide(command).outcome();
    }

    StockDecision decide(StockCommand command) {
        StockDecision decision =
                switch (command) {
                    case Move it -> keeper.decide(level, moves.get(it.movementId()), it);
                    case SetSafetyStock it -> keeper.decide(level, it);
                    case HoldCommand it -> keeper.decide(level, holds.get(it.reservationId()), it);
                };
        level = decision.level();
        if (decision.hold() != null) {
            Hold before = holds.put(decision.hold().reservationId(), decision.hold());
            held += decision.hold().reserved() - (before == null ? 0 : before.reserved());
        }
        if (decision.outcome() instanceof StockOutcome.Moved it) {
            moves.put(it.move().movementId(), it.move());
        }
        return decision;
    }

    StockTotals totals() {
        StockTotals totals = StockTotals.EMPTY.add(level);
        for (Hold hold : holds.values()) {
            totals = totals.add(hold);
        }
        return totals;
    }
}
