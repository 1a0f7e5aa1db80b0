package dev.tributary.inventory.api;

import io.swagger.v3.oas.annotations.media.Schema;

/** Units that are never promised, as they were set. */
@Schema(name = "SafetyStock")
record SafetyStockDocument(
        String sku,
        long units,
        @Schema(description = "Where it stands in the log of the sku.") String position) {}
