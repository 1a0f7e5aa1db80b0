package dev.tributary.recommendation;

import dev.tributary.schemas.ingest.CatalogItem;
import dev.tributary.schemas.ingest.Interaction;
import dev.tributary.schemas.ingest.InteractionKind;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;
import dev.tributary.schemas.inventory.OrderLineStatus;
import dev.tributary.schemas.inventory.OrderStatus;
import dev.tributary.schemas.inventory.StockLevel;
import dev.tributary.schemas.recommendation.ClickKind;
import dev.tributary.schemas.recommendation.Session;
import dev.tributary.schemas.recommendation.SessionClick;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

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

    public static Order order(String id, OrderStatus status, String... skus) {
        return new Order(
                id,
                status,
                null,
                Stream.of(skus)
                        .map(sku -> new OrderLine(sku, 1L, OrderLineStatus.CONFIRMED, null))
                        .toList(),
                NOON,
                NOON.plusSeconds(60),
                NOON.plusSeconds(1));
    }

    public static Session session(String id, String... skus) {
        return new Session(
                id,
                null,
                NOON,
                Stream.of(skus)
                        .map(sku -> new SessionClick(sku, ClickKind.VIEW, NOON, 0L))
                        .toList(),
                0L);
    }
}
