package dev.tributary.recommendation.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.inventory.StockLevel;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What is known of items: their categories, and which may be shown: neither those of which nothing
 * is left, by {@code inventory.stock-levels.v1}, nor those that were taken out of the catalogue, by
 * {@code ingest.catalog.v1}. An item of which neither knows may be.
 */
public final class Assortment {
    private final Set<String> soldOut = ConcurrentHashMap.newKeySet();
    private final Set<String> withdrawn = ConcurrentHashMap.newKeySet();
    private final Map<String, String> categories = new ConcurrentHashMap<>();

    /** Is told of stock. */
    public CompactedFeed.Listener<String, StockLevel> stock() {
        return new Stock();
    }

    /** Is told of the catalogue. */
    public CompactedFeed.Listener<String, CatalogItem> catalogue() {
        return new Catalogue();
    }

    /** Whether the item may be shown. */
    public boolean shows(Sku sku) {
        return !soldOut.contains(sku.value()) && !withdrawn.contains(sku.value());
    }

    /** What an item is one of; null where the catalogue has it not. */
    public @Nullable String category(Sku sku) {
        return categories.get(sku.value());
    }

    private final class Stock implements CompactedFeed.Listener<String, StockLevel> {
        @Override
        public void put(String sku, StockLevel level) {
            if (level.getAvailable() <= 0) {
                soldOut.add(sku);
            } else {
                soldOut.remove(sku);
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
    }

    private final class Catalogue implements CompactedFeed.Listener<String, CatalogItem> {
        /** As equal as they are, they are one object. */
        private final Map<String, String> names = new ConcurrentHashMap<>();

        @Override
        public void put(String sku, CatalogItem item) {
            if (item.getWithdrawn()) {
                withdrawn.add(sku);
                categories.remove(sku);
            } else {
                withdrawn.remove(sku);
                categories.put(sku, names.computeIfAbsent(item.getCategory(), Function.identity()));
            }
        }

        @Override
        public void removed(String sku) {
            withdrawn.remove(sku);
            categories.remove(sku);
        }

        @Override
        public void caughtUp() {
            // Readiness asks the feed itself.
        }
    }
}
