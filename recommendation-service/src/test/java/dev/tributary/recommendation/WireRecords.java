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

import org.jspecify.annotations.Nullable;

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

    /** Of a customer whom the shop knows. */
    public static Interaction named(
            String session, String id, String sku, String customer, Instant at) {
        return new Interaction(id, session, customer, sku, InteractionKind.VIEW, at, at);
    }

    public static StockLevel stock(String sku, long available) {
        return new StockLevel(
                sku, available, 0L, 0L, available, List.of(), available, 0L, 0L, 0L, null, NOON);
    }

    public static CatalogItem item(String sku, boolean withdrawn) {
        return item(sku, "c", withdrawn);
    }

    public static CatalogItem item(String sku, String category, boolean withdrawn) {
        return new CatalogItem(sku, "n", category, 100L, "EUR", null, withdrawn, NOON);
    }

    public static Order order(String id, OrderStatus status, String... skus) {
        return orderOf(null, id, status, skus);
    }

    public static Order orderOf(
            @Nullable String customer, String id, OrderStatus status, String... skus) {
        return new Order(
                id,
                status,
                null,
                Stream.of(skus)
                        .map(sku -> new OrderLine(sku, 1L, OrderLineStatus.CONFIRMED, null))
                        .toList(),
                NOON,
                NOON.plusSeconds(60),
                NOON.plusSeconds(1),
                customer);
    }

    public static Session session(String id, String... skus) {
        return sessionOf(null, id, skus);
    }

    public static Session sessionOf(@Nullable String customer, String id, String... skus) {
        return new Session(
                id,
                customer,
                NOON,
                Stream.of(skus)
                        .map(sku -> new SessionClick(sku, ClickKind.VIEW, NOON, 0L))
                        .toList(),
                NOON,
                0L);
    }
}
