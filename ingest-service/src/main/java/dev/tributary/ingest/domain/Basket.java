package dev.tributary.ingest.domain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was bought, each sku once: stock is reserved by sku, so lines of the same sku are one line
 * with the sum of their quantities.
 *
 * @param lines in the order in which the skus were first named
 */
public record Basket(List<LineItem> lines) {
    /** Nothing that is kept in stock. */
    public static final Basket EMPTY = new Basket(List.of());

    public Basket {
        lines = List.copyOf(lines);
        if (lines.stream().map(LineItem::sku).distinct().count() < lines.size()) {
            throw new IllegalArgumentException("a sku is in the basket more than once");
        }
    }

    /** A basket, or why there can be none. */
    public sealed interface Outcome {
        /** Lines that make a basket. */
        record Filled(Basket basket) implements Outcome {}

        /** Lines that contradict each other or exceed a bound; says what is asked for. */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Adds up lines as they were sent.
     *
     * @param quantityMax most units of one sku
     * @param totalMinorMax most that all lines may cost together, in minor units
     */
    public static Outcome of(List<LineItem> sent, int quantityMax, long totalMinorMax) {
        Map<String, LineItem> bySku = new LinkedHashMap<>();
        long totalMinor = 0;
        for (LineItem line : sent) {
            LineItem sum = line;
            LineItem before = bySku.get(line.sku());
            if (before != null) {
                if (before.unitPriceMinor() != line.unitPriceMinor()) {
                    return new Outcome.Refused("must have one price for each sku");
                }
                if (quantityMax - before.quantity() < line.quantity()) {
                    return new Outcome.Refused(
                            "must have at most " + quantityMax + " units of a sku");
                }
                sum =
                        new LineItem(
                                line.sku(),
                                before.quantity() + line.quantity(),
                                line.unitPriceMinor());
            }
            bySku.put(line.sku(), sum);
            // Divided instead of multiplied, because the product may not fit a long.
            long left = totalMinorMax - totalMinor;
            if (line.unitPriceMinor() > left / line.quantity()) {
                return new Outcome.Refused("must cost at most " + totalMinorMax + " in total");
            }
            totalMinor += line.unitPriceMinor() * line.quantity();
        }
        return new Outcome.Filled(new Basket(new ArrayList<>(bySku.values())));
    }
}
