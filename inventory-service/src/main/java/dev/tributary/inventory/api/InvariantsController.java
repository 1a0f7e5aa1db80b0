package dev.tributary.inventory.api;

import dev.tributary.inventory.query.AuditFeed;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.inventory.StockAudit;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import java.util.List;

/** Whether stock keeps its promises. Every instance knows all partitions. */
@RestController
@Tag(name = "invariants", description = "Whether stock keeps its promises")
class InvariantsController {
    private final AuditFeed audits;

    InvariantsController(AuditFeed audits) {
        this.audits = audits;
    }

    @GetMapping("/v1/invariants")
    @Operation(
            summary = "What was found when all stock was last held against its holds",
            description =
                    """
                    For every sku: received + returned + adjusted - sold = onHand; available = onHand - reserved - \
                    safetyStock; reserved = the units of its open holds. Looked at all the time, each sku in one moment.\
                    """)
    @ApiResponse(responseCode = "200", description = "By partition and in total")
    @ApiResponse(responseCode = "503", description = "Not every partition was looked at yet")
    InvariantsDocument invariants() {
        List<StockAudit> known = audits.audits();
        int partitions = InventoryTopics.STOCK_COMMANDS.partitions();
        if (known.size() < partitions) {
            throw ReservationDesk.unavailable(
                    "%d of %d partitions were not looked at yet."
                            .formatted(partitions - known.size(), partitions));
        }
        return InvariantsDocument.of(known);
    }
}
