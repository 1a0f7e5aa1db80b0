package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.inventory.StockLevel;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which items may be shown: neither those of which nothing is left, by {@code
 * inventory.stock-levels.v1}, nor those that were taken out of the catalogue, by {@code
 * ingest.catalog.v1}. An item of which neither knows may be.
 */
public final class Assortment {
    private final Hidden<StockLevel> soldOut = new Hidden<>(level -> level.getAvailable() <= 0);
    private final Hidden<CatalogItem> withdrawn = new Hidden<>(CatalogItem::getWithdrawn);

    /** Is told of stock. */
    public CompactedFeed.Listener<String, StockLevel> stock() {
        return soldOut;
    }

    /** Is told of the catalogue. */
    public CompactedFeed.Listener<String, CatalogItem> catalogue() {
        return withdrawn;
    }

    /** Whether the item may be shown. */
    public boolean shows(Sku sku) {
        return !soldOut.skus.contains(sku.value()) && !withdrawn.skus.contains(sku.value());
    }

    /** Items that must not be shown for one reason. */
    private static final class Hidden<V> implements CompactedFeed.Listener<String, V> {
        private final Set<String> skus = ConcurrentHashMap.newKeySet();
        private final Predicate<V> hides;

        Hidden(Predicate<V> hides) {
            this.hides = hides;
        }

        @Override
        public void put(String sku, V value) {
            if (hides.test(value)) {
                skus.add(sku);
            } else {
                skus.remove(sku);
            }
        }

        @Override
        public void removed(String sku) {
            skus.remove(sku);
        }

        @Override
        public void caughtUp() {
            // Readiness asks the feed itself.
        }
    }
}
