package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Breach.Rule;
import dev.tributary.cli.chaos.Evidence.Delivery;
import dev.tributary.cli.chaos.Ledger.Entry;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Operation.Line;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Judges movements one by one. Of the deliveries of a movement in the log one is counted, by its
 * units, and the others change nothing; or each of them is parked once, which only one that takes
 * units away may be. One that was parked may be counted when it comes again.
 */
final class MovementsJudge {
    private final Ledger ledger;
    private final Evidence evidence;
    private final Map<String, List<Delivery>> byMovement = new HashMap<>();
    private final List<Breach> breaches = new ArrayList<>();

    MovementsJudge(Ledger ledger, Evidence evidence) {
        this.ledger = ledger;
        this.evidence = evidence;
        for (Delivery it : evidence.deliveries()) {
            byMovement.computeIfAbsent(it.movementId(), _ -> new ArrayList<>()).add(it);
        }
    }

    List<Breach> judge() {
        ledger.entries().filter(it -> it.operation().kind().isMovement()).forEach(this::valid);
        ledger.of(Kind.BAD_MOVEMENT)
                .map(it -> it.operation().subject())
                .filter(byMovement::containsKey)
                .forEach(it -> breach(Rule.NOT_INVENTED, it, "was refused and is in the log"));
        Set<String> sent =
                ledger.entries().map(it -> it.operation().subject()).collect(Collectors.toSet());
        byMovement.keySet().stream()
                .filter(it -> !sent.contains(it))
                .forEach(it -> breach(Rule.NOT_INVENTED, it, "is in the log and was never sent"));
        return breaches;
    }

    private void valid(Entry entry) {
        Operation operation = entry.operation();
        String id = operation.subject();
        List<Delivery> deliveries = byMovement.getOrDefault(id, List.of());
        if (deliveries.size() < entry.answers().size()) {
            breach(
                    Rule.NOT_LOST,
                    id,
                    "%d times acknowledged, %d times in the log"
                            .formatted(entry.answers().size(), deliveries.size()));
        }
        if (entry.isRefused() && !deliveries.isEmpty()) {
            breach(Rule.NOT_INVENTED, id, "was refused and is in the log");
        }
        deliveries.stream()
                .filter(it -> !isOf(it, operation))
                .forEach(it -> breach(Rule.NOT_INVENTED, id, "is in the log as " + it));
        if (!deliveries.isEmpty()) {
            effect(operation, deliveries);
        }
    }

    private void effect(Operation operation, List<Delivery> deliveries) {
        String id = operation.subject();
        long units = operation.lines().getFirst().quantity();
        List<Long> counted =
                deliveries.stream()
                        .flatMap(it ->
                                evidence.counted().getOrDefault(it.place(), List.of()).stream())
                        .toList();
        boolean allParked = true;
        for (Delivery it : deliveries) {
            int parked = evidence.parked().getOrDefault(it.place(), 0);
            allParked &= parked > 0;
            if (parked > 1 || (parked == 1 && evidence.counted().containsKey(it.place()))) {
                breach(Rule.NOT_TWICE, id, "parked %d times at %s".formatted(parked, it.place()));
            }
            if (parked > 0 && units > 0) {
                breach(Rule.NOT_LOST, id, "parked, and nothing is wrong with it");
            }
        }
        int wanted = allParked ? 0 : 1;
        if (counted.size() > wanted) {
            breach(Rule.NOT_TWICE, id, "counted " + counted.size() + " times");
        } else if (counted.size() < wanted) {
            breach(Rule.NOT_LOST, id, "in the log and not counted");
        } else if (counted.stream().anyMatch(it -> it != units)) {
            breach(Rule.SUMS, id, "%d units, counted as %s".formatted(units, counted));
        }
    }

    private static boolean isOf(Delivery delivery, Operation operation) {
        Line line = operation.lines().getFirst();
        return delivery.kind().equals(operation.kind().name())
                && delivery.sku().equals(line.sku())
                && delivery.quantity() == line.quantity()
                && delivery.warehouseId().equals(operation.detail());
    }

    private void breach(Rule rule, String subject, String detail) {
        breaches.add(new Breach(rule, subject, detail));
    }
}
