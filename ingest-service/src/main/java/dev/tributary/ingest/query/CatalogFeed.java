package dev.tributary.ingest.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.store.CatalogItemAvroMapper;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.jspecify.annotations.Nullable;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The catalogue, from {@code ingest.catalog.v1}, by sku. One item takes half a kilobyte, five at
 * most. Told by one thread, asked by any.
 */
public final class CatalogFeed
        implements CompactedFeed.Listener<String, dev.tributary.schemas.ingest.CatalogItem> {
    private final int itemsMax;
    private final Map<String, CatalogItem> items = new ConcurrentHashMap<>();
    private volatile boolean loaded;

    /**
     * @param itemsMax items that are kept at most
     * @param meters takes the metric {@code tributary.ingest.catalog}
     */
    public CatalogFeed(int itemsMax, MeterRegistry meters) {
        this.itemsMax = itemsMax;
        Gauge.builder("tributary.ingest.catalog", items, Map::size)
                .description("Items of the catalogue that are known")
                .baseUnit("items")
                .register(meters);
    }

    /**
     * @throws IllegalArgumentException where the record is no item of that sku, or one too many;
     *     what was known before stands
     */
    @Override
    public void put(String sku, dev.tributary.schemas.ingest.CatalogItem value) {
        if (value.getWithdrawn()) {
            removed(sku);
            return;
        }
        CatalogItem item = CatalogItemAvroMapper.toDomain(value);
        if (!item.sku().equals(sku)) {
            throw new IllegalArgumentException(
                    "sku '%s' is under the key '%s'".formatted(item.sku(), sku));
        }
        if (isFull() && !items.containsKey(sku)) {
            throw new IllegalArgumentException(
                    "sku '%s' is one of more than %d".formatted(sku, itemsMax));
        }
        items.put(sku, item);
    }

    @Override
    public void removed(String sku) {
        items.remove(sku);
    }

    @Override
    public void caughtUp() {
        loaded = true;
    }

    /** Whether all is known that was in the topic at the start. */
    public boolean isLoaded() {
        return loaded;
    }

    /** Whether no further item would be kept. */
    public boolean isFull() {
        return items.size() >= itemsMax;
    }

    /** The item as it stands; null for none. */
    public @Nullable CatalogItem find(String sku) {
        return items.get(sku);
    }
}
