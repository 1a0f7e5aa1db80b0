package dev.tributary.inventory.domain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is reserved together, each sku once: lines of the same sku are one line with the sum of
 * their quantities.
 *
 * @param lines in the order in which the skus were first named; one or more
 */
public record Basket(List<BasketLine> lines) {
    public Basket {
        lines = List.copyOf(lines);
        if (lines.isEmpty()
                || lines.stream().map(BasketLine::sku).distinct().count() < lines.size()) {
            throw new IllegalArgumentException("a basket has each sku once: " + lines);
        }
    }

    /** A basket, or why there can be none. */
    public sealed interface Outcome {
        /** Lines that make a basket. */
        record Filled(Basket basket) implements Outcome {}

        /** Lines that exceed a bound. */
        record Refused(ReservationFault fault) implements Outcome {}
    }

    /** Adds up lines as they were sent. */
    public static Outcome of(List<BasketLine> sent, ReservationSettings settings) {
        if (sent.isEmpty()) {
            return new Outcome.Refused(ReservationFault.NO_LINES);
        }
        if (sent.size() > settings.linesMax()) {
            return new Outcome.Refused(ReservationFault.TOO_MANY_LINES);
        }
        Map<Sku, Long> quantities = new LinkedHashMap<>();
        for (BasketLine line : sent) {
            long before = quantities.getOrDefault(line.sku(), 0L);
            // Compared before it is added, because the sum may not fit a long.
            if (line.quantity() > settings.quantityMax() - before) {
                return new Outcome.Refused(ReservationFault.QUANTITY);
            }
            quantities.put(line.sku(), before + line.quantity());
        }
        return new Outcome.Filled(
                new Basket(
                        quantities.entrySet().stream()
                                .map(it -> new BasketLine(it.getKey(), it.getValue()))
                                .toList()));
    }
}
