package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.ingest.domain.Basket;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderLine;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What became of a basket, as clients see it. */
@Schema(name = "Order", description = "What became of the basket.")
record OrderDocument(
        @Schema(
                        description =
                                """
                                NONE: nothing that is kept in stock was bought. PENDING: its stock is asked for, or \
                                held until there is a verdict. CONFIRMED: sold. REJECTED: a line fell short, nothing \
                                is held. HELD: its stock is held until somebody has looked. RELEASED: its stock was \
                                given back.\
                                """)
                Status status,
        @Schema(
                        description =
                                "Each sku once. None while PENDING: not known yet, not even whether there"
                                        + " is an order.")
                List<Line> lines) {

    private static final OrderDocument NONE = new OrderDocument(Status.NONE, List.of());

    /** Where an order stands. */
    enum Status {
        NONE,
        PENDING,
        CONFIRMED,
        REJECTED,
        HELD,
        RELEASED
    }

    /** Where a line stands. */
    enum LineStatus {
        PENDING,
        HELD,
        SHORT,
        CONFIRMED,
        RELEASED
    }

    /** One line of an order. */
    @Schema(name = "OrderLine")
    record Line(
            @Schema(description = "Stock keeping unit.") String sku,
            @Schema(description = "Units.") long quantity,
            @Schema(
                            description =
                                    "PENDING: its stock has not answered. SHORT: there was too little.")
                    LineStatus status,
            @Schema(description = "SHORT: units that could have been had.")
                    @JsonInclude(JsonInclude.Include.NON_NULL)
                    @Nullable Long available) {}

    /** What is known of a transaction's order. */
    static OrderDocument of(KnownTransaction<?, Order> transaction) {
        OrderNews<Order> news = transaction.order();
        if (news != null) {
            return of(news.order());
        }
        Basket basket = transaction.basket();
        if (basket == null) {
            return new OrderDocument(Status.PENDING, List.of());
        }
        return basket.lines().isEmpty()
                ? NONE
                : new OrderDocument(
                        Status.PENDING,
                        basket.lines().stream()
                                .map(line ->
                                        new Line(
                                                line.sku(),
                                                line.quantity(),
                                                LineStatus.PENDING,
                                                null))
                                .toList());
    }

    /** An order as inventory-service told it. */
    static OrderDocument of(Order order) {
        return new OrderDocument(
                status(order), order.getLines().stream().map(OrderDocument::line).toList());
    }

    /** What this version cannot understand is not over. */
    private static Status status(Order order) {
        return switch (order.getStatus()) {
            case PENDING, UNKNOWN -> Status.PENDING;
            case CONFIRMED -> Status.CONFIRMED;
            case REJECTED -> Status.REJECTED;
            case HELD -> Status.HELD;
            case RELEASED -> Status.RELEASED;
        };
    }

    private static Line line(OrderLine line) {
        return new Line(line.getSku(), line.getQuantity(), status(line), line.getAvailable());
    }

    private static LineStatus status(OrderLine line) {
        return switch (line.getStatus()) {
            case PENDING, UNKNOWN -> LineStatus.PENDING;
            case HELD -> LineStatus.HELD;
            case SHORT -> LineStatus.SHORT;
            case CONFIRMED -> LineStatus.CONFIRMED;
            case RELEASED -> LineStatus.RELEASED;
        };
    }
}
