package dev.tributary.inventory.api;

import dev.tributary.common.query.Demanding;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.inventory.query.InventoryQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What became of the baskets of transactions; any instance answers for any of them. */
@RestController
@Tag(name = "orders", description = "What became of the baskets of transactions")
class OrderController {
    private final InventoryQuery query;
    private final QueryResponder responder;

    OrderController(InventoryQuery query, QueryResponder responder) {
        this.query = query;
        this.responder = responder;
    }

    @GetMapping("/v1/orders/{transactionId}")
    @Demanding
    @Operation(summary = "The order of a transaction")
    @ApiResponse(responseCode = "200", description = "The order")
    @ApiResponse(
            responseCode = "404",
            description = "The transaction has no line items, or has not come here yet")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> order(@PathVariable String transactionId, HttpServletRequest request) {
        return responder.answer(
                request,
                demand -> query.order(transactionId, demand),
                OrderDocument::of,
                "order " + transactionId);
    }
}
