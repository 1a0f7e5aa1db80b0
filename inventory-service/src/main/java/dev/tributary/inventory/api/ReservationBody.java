package dev.tributary.inventory.api;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Duration;
import java.util.List;

/** What to reserve, for the API's document; {@link InventoryReader} reads it. */
@Schema(
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"reservationId", "lines"})
record ReservationBody(
        @Schema(description = "The same again is the same reservation.", maxLength = 64)
                String reservationId,
        List<Line> lines,
        @Schema(
                        description = "For how long to keep the stock; default PT10M.",
                        type = "string",
                        format = "duration",
                        example = "PT10M")
                Duration ttl) {
    /** What is wanted of one sku. */
    @Schema(
            name = "WantedLine",
            requiredProperties = {"sku", "quantity"})
    record Line(@Schema(maxLength = 64) String sku, @Schema(minimum = "1") long quantity) {}
}
