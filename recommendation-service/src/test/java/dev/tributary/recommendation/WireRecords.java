package dev.tributary.recommendation;

import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;
import dev.tributary.schemas.inventory.StockLevel;

import java.time.Instant;
import java.util.List;

/** Records of other services as tests need them. */
public final class WireRecords {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private WireRecords() {}

    public static Interaction interaction(
            String session, String id, String sku, InteractionKind kind, Instant at) {
        return new Interaction(id, session, null, sku, kind, at, at);
    }

    public static Interaction view(String session, String id, String sku, Instant at) {
        return interaction(session, id, sku, InteractionKind.VIEW, at);
    }

    public static StockLevel stock(String sku, long available) {
        return new StockLevel(
                sku, available, 0L, 0L, available, List.of(), available, 0L, 0L, 0L, null, NOON);
    }

    public static CatalogItem item(String sku, boolean withdrawn) {
        return new CatalogItem(sku, "n", "c", 100L, "EUR", null, withdrawn, NOON);
    }
}
