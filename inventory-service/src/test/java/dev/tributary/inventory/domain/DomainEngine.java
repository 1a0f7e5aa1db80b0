package dev.tributary.inventory.domain;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The domain alone, with its state in maps. */
final class DomainEngine implements StockEngine {
    private final StockSettings stock;
    private final ReservationCoordinator coordinator;
    private final Map<Sku, Shelf> shelves = new HashMap<>();
    private final Map<ReservationId, ReservationState> states = new HashMap<>();

    DomainEngine(StockSettings stock, ReservationSettings reservations) {
        this.stock = stock;
        this.coordinator = new ReservationCoordinator(reservations);
    }

    private Shelf shelf(Sku sku) {
        return shelves.computeIfAbsent(sku, it -> new Shelf(it, stock));
    }

    @Override
    public StockStep tell(Sku sku, StockCommand command, Instant at) {
        StockDecision decision = shelf(sku).decide(command);
        List<Answer> answers =
                switch (decision.outcome()) {
                    case StockOutcome.Held it ->
                            List.of(
                                    new Answer(
                                            it.reservationId(),
                                            new ReservationInput.LineHeld(sku, at)));
                    case StockOutcome.Shortage it ->
                            List.of(
                                    new Answer(
                                            it.reservationId(),
                                            new ReservationInput.LineShort(
                                                    sku, it.available(), at)));
                    default -> List.of();
                };
        return new StockStep(
                decision.outcome(), decision.level(), decision.alert(), shelf(sku).held(), answers);
    }

    @Override
    public ReservationStep tell(ReservationId id, ReservationInput input) {
        ReservationState before = states.get(id);
        ReservationDecision decision = coordinator.decide(id, before, input);
        if (decision.state() != null) {
            states.put(id, decision.state());
        }
        return new ReservationStep(before, decision.state(), decision.reply(), decision.commands());
    }

    @Override
    public ReservationState state(ReservationId id) {
        return states.get(id);
    }

    @Override
    public Hold hold(Sku sku, ReservationId id) {
        return shelf(sku).holds.get(id);
    }

    @Override
    public StockTotals totals(Sku sku) {
        return shelf(sku).totals();
    }

    @Override
    public void close() {
        // Nothing but maps.
    }
}
