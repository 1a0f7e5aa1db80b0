package dev.tributary.ingest.api;

import dev.tributary.schemas.inventory.Order;

import io.swagger.v3.oas.annotations.media.Schema;

/** An order in the stream: whose it is, and the same that its transaction's verdict tells. */
@Schema(name = "OrderEvent", description = "What became of the basket of a transaction.")
record OrderEvent(
        @Schema(description = "The transaction.") String transactionId, OrderDocument order) {

    static OrderEvent of(Order order) {
        return new OrderEvent(order.getTransactionId(), OrderDocument.of(order));
    }
}
