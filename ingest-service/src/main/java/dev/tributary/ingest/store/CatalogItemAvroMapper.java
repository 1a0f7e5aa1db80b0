package dev.tributary.ingest.store;

import dev.tributary.ingest.domain.CatalogItem;

import java.time.Instant;

/** An item of the catalogue, as Avro and in the domain. */
public final class CatalogItemAvroMapper {
    private CatalogItemAvroMapper() {}

    /**
     * Reads an item.
     *
     * @throws IllegalArgumentException where it is none that could have come from here
     */
    public static CatalogItem toDomain(dev.tributary.schemas.ingest.CatalogItem item) {
        return new CatalogItem(
                item.getSku(),
                item.getName(),
                item.getCategory(),
                item.getPriceMinor(),
                item.getCurrency(),
                item.getImageUrl(),
                item.getUpdatedAt());
    }

    /** Writes an item. */
    public static dev.tributary.schemas.ingest.CatalogItem toAvro(CatalogItem item) {
        return new dev.tributary.schemas.ingest.CatalogItem(
                item.sku(),
                item.name(),
                item.category(),
                item.priceMinor(),
                item.currency(),
                item.imageUrl(),
                false,
                item.updatedAt());
    }

    /** Says that there is no such item any more. */
    public static dev.tributary.schemas.ingest.CatalogItem withdrawn(String sku, Instant at) {
        return new dev.tributary.schemas.ingest.CatalogItem(sku, "", "", 0L, "", null, true, at);
    }
}
