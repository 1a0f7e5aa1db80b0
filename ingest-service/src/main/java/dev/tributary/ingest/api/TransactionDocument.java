package dev.tributary.ingest.api;

import io.swagger.v3.oas.annotations.media.Schema;

import java.util.List;

/**
 * The shape of a transaction for the API's description. Bodies are not bound to it: {@link
 * TransactionReader} reads them field by field, so that it can name all faults at once.
 */
@Schema(
        name = "Transaction",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"cardId", "amountMinor", "currency", "merchantId", "channel"})
record TransactionDocument(
        @Schema(
                        description =
                                "Identity; else the header Idempotency-Key, else a UUIDv7 is made."
                                        + " Characters that a segment of an address may have.",
                        maxLength = 64)
                String transactionId,
        @Schema(
                        description = "Token of the card, never its number.",
                        maxLength = 64,
                        example = "c-17")
                String cardId,
        @Schema(description = "Customer of the retailer.", maxLength = 64, example = "u-9")
                String customerId,
        @Schema(
                        description = "Amount in minor units of the currency.",
                        minimum = "1",
                        example = "12999")
                long amountMinor,
        @Schema(description = "ISO 4217.", example = "EUR") String currency,
        @Schema(maxLength = 64, example = "m-4") String merchantId,
        @Schema(maxLength = 64, example = "t-4-1") String terminalId,
        @Schema(
                        allowableValues = {"CARD_PRESENT", "ECOMMERCE", "ATM"},
                        example = "CARD_PRESENT")
                String channel,
        @Schema(maxLength = 64, example = "d-1") String deviceId,
        @Schema(description = "IPv4 or IPv6.", example = "203.0.113.7") String ipAddress,
        @Schema(description = "ISO 3166-1 alpha-2.", example = "DE") String country,
        @Schema(description = "WGS84.") Location location,
        @Schema(description = "The basket; lines of the same sku are added up.") List<Item> items,
        @Schema(
                        description = "Event time; default now, at most 60 s ahead.",
                        format = "date-time",
                        example = "2026-01-31T12:00:00Z")
                String occurredAt) {

    /** A place. */
    @Schema(
            name = "Location",
            requiredProperties = {"latitude", "longitude"})
    record Location(
            @Schema(minimum = "-90", maximum = "90", example = "52.52") double latitude,
            @Schema(minimum = "-180", maximum = "180", example = "13.405") double longitude) {}

    /** One line of a basket. */
    @Schema(
            name = "Item",
            requiredProperties = {"sku", "quantity", "unitPriceMinor"})
    record Item(
            @Schema(maxLength = 64, example = "sku-1") String sku,
            @Schema(minimum = "1", example = "2") int quantity,
            @Schema(minimum = "0", example = "6499") long unitPriceMinor) {}
}
