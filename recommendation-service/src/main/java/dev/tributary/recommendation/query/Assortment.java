package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.schemas.inventory.StockLevel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which items may be shown: not those of which nothing is left, by {@code
 * inventory.stock-levels.v1}. An item of which no stock is known may be.
 */
public final class Assortment implements CompactedFeed.Listener<String, StockLevel> {
    private final Set<String> soldOut = ConcurrentHashMap.newKeySet();

    @Override
    public void put(String sku, StockLevel level) {
        if (level.getAvailable() > 0) {
            soldOut.remove(sku);
        } else {
            soldOut.add(sku);
        }
    }

    @Override
    public void removed(String sku) {
        soldOut.remove(sku);
    }

    @Override
    public void caughtUp() {
        // Readiness asks the feed itself.
    }

    /** Whether the item may be shown. */
    public boolean shows(Sku sku) {
        return !soldOut.contains(sku.value());
    }

    /** How many items are sold out. */
    public int soldOutCount() {
        return soldOut.size();
    }
}
