package dev.tributary.inventory.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.schemas.inventory.Order;
import dev.tributary.schemas.inventory.OrderReleaseCause;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/** What became of the basket of a transaction. */
@Schema(name = "Order")
@JsonInclude(JsonInclude.Include.NON_NULL)
record OrderDocument(
        String transactionId,
        @Schema(
                        description =
                                "PENDING: its stock is asked for, or held until there is a verdict."
                                        + " HELD: held until somebody has looked.",
                        allowableValues = {"PENDING", "CONFIRMED", "REJECTED", "HELD", "RELEASED"})
                String status,
        @Schema(
                        description = "RELEASED: why.",
                        allowableValues = {"BLOCKED", "EXPIRED"})
                @Nullable String releasedBecause,
        List<LineDocument> lines,
        @Schema(description = "When its stock was asked for.") Instant requestedAt,
        @Schema(description = "Until when its stock is kept.") Instant expiresAt,
        @Schema(description = "When it came to its end; absent while it is open.")
                @Nullable Instant closedAt) {
    static OrderDocument of(Order order) {
        OrderReleaseCause cause = order.getReleasedBecause();
        return new OrderDocument(
                order.getTransactionId(),
                order.getStatus().name(),
                cause == null ? null : cause.name(),
                order.getLines().stream()
                        .map(it ->
                                new LineDocument(
                                        it.getSku(),
                                        it.getQuantity(),
                                        it.getStatus().name(),
                                        it.getAvailable()))
                        .toList(),
                order.getRequestedAt(),
                order.getExpiresAt(),
                order.getClosedAt());
    }
}
