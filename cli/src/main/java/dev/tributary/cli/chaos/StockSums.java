package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Breach.Rule;
import dev.tributary.cli.chaos.Evidence.Delivery;
import dev.tributary.cli.chaos.Evidence.Place;
import dev.tributary.cli.chaos.Evidence.Standing;
import dev.tributary.cli.chaos.Evidence.Stock;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Operation.Line;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Adds up each sku from the ledger, and holds that against the API: received + returned + adjusted
 * - sold = onHand, nothing reserved. What the ledger cannot know (whether a movement that takes
 * units away could be counted, what became of an order) is as the topics have it.
 */
final class StockSums {
    private final Ledger ledger;
    private final Evidence evidence;
    private final Map<String, Map<Kind, Long>> moved = new TreeMap<>();
    private final Map<String, Long> sold = new TreeMap<>();
    private final List<Breach> breaches = new ArrayList<>();

    StockSums(Ledger ledger, Evidence evidence) {
        this.ledger = ledger;
        this.evidence = evidence;
    }

    List<Breach> judge() {
        addMovements();
        addReservations();
        addOrders();
        Set<String> skus = new HashSet<>(moved.keySet());
        skus.addAll(sold.keySet());
        skus.addAll(evidence.stock().keySet());
        skus.stream().sorted().forEach(this::judge);
        return breaches;
    }

    private void addMovements() {
        Set<String> inLog = new HashSet<>();
        Set<Place> parked = evidence.parked().keySet();
        for (Delivery it : evidence.deliveries()) {
            if (!parked.contains(it.place())) {
                inLog.add(it.movementId());
            }
        }
        ledger.entries()
                .map(Ledger.Entry::operation)
                .filter(it -> it.kind().isMovement() && inLog.contains(it.subject()))
                .forEach(it -> {
                    Line line = it.lines().getFirst();
                    moved.computeIfAbsent(line.sku(), _ -> new EnumMap<>(Kind.class))
                            .merge(it.kind(), line.quantity(), Long::sum);
                });
    }

    /** Bought, by any answer that says so. */
    private void addReservations() {
        Set<String> bought = new HashSet<>();
        ledger.entries()
                .filter(it -> it.operation().kind().isReservation())
                .filter(it ->
                        it.answers().stream().anyMatch(told -> "CONFIRMED".equals(told.standing())))
                .forEach(it -> bought.add(it.operation().subject()));
        ledger.of(Kind.RESERVE)
                .map(Ledger.Entry::operation)
                .filter(it -> bought.contains(it.subject()))
                .forEach(it -> sell(it.lines()));
    }

    private void addOrders() {
        ledger.of(Kind.ORDER)
                .map(Ledger.Entry::operation)
                .filter(it -> {
                    Standing end = evidence.orders().get(it.subject());
                    return end != null && end.status().equals("CONFIRMED");
                })
                .forEach(it -> sell(it.lines()));
    }

    private void sell(List<Line> lines) {
        lines.forEach(line -> sold.merge(line.sku(), line.quantity(), Long::sum));
    }

    private void judge(String sku) {
        Stock stock = evidence.stock().get(sku);
        if (stock == null) {
            breaches.add(new Breach(Rule.NOT_LOST, sku, "the API does not know it"));
            return;
        }
        Map<Kind, Long> units = moved.getOrDefault(sku, Map.of());
        same(sku, "received", units.getOrDefault(Kind.RECEIPT, 0L), stock.received());
        same(sku, "returned", units.getOrDefault(Kind.RETURN, 0L), stock.returned());
        same(sku, "adjusted", units.getOrDefault(Kind.ADJUSTMENT, 0L), stock.adjusted());
        same(sku, "sold", sold.getOrDefault(sku, 0L), stock.sold());
        long left =
                units.values().stream().mapToLong(Long::longValue).sum()
                        - sold.getOrDefault(sku, 0L);
        same(sku, "onHand", left, stock.onHand());
        same(sku, "onHand in warehouses", stock.onHand(), stock.onHandInWarehouses());
        same(sku, "reserved in warehouses", stock.reserved(), stock.reservedInWarehouses());
        same(
                sku,
                "available",
                stock.onHand() - stock.reserved() - stock.safetyStock(),
                stock.available());
        if (stock.onHand() < 0) {
            breaches.add(new Breach(Rule.SUMS, sku, stock.onHand() + " on hand"));
        }
        if (stock.reserved() != 0) {
            breaches.add(new Breach(Rule.NOT_STRANDED, sku, stock.reserved() + " units reserved"));
        }
    }

    private void same(String sku, String what, long expected, long found) {
        if (expected != found) {
            breaches.add(
                    new Breach(
                            Rule.SUMS, sku, "%s is %d, not %d".formatted(what, found, expected)));
        }
    }
}
