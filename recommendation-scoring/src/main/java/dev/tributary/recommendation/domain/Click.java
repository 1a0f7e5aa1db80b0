package dev.tributary.recommendation.domain;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One thing that a visitor did with an item. */
public record Click(Sku sku, InteractionKind kind) {
    /** That an item was looked at. */
    public static Click view(Sku sku) {
        return new Click(sku, InteractionKind.VIEW);
    }

    /** The strongest thing that was done with each item. */
    static Map<Sku, InteractionKind> strongest(List<Click> clicks) {
        Map<Sku, InteractionKind> strongest = new HashMap<>();
        for (Click click : clicks) {
            strongest.merge(click.sku(), click.kind(), (a, b) -> a.compareTo(b) >= 0 ? a : b);
        }
        return strongest;
    }
}
