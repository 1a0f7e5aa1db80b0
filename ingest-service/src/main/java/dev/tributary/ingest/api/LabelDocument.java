package dev.tributary.ingest.api;

import dev.tributary.ingest.domain.TransactionLabel;

import io.swagger.v3.oas.annotations.media.Schema;

import java.time.Instant;

/**
 * A label as it comes in and as it was taken. Bodies are not bound to it: {@link LabelReader} reads
 * them field by field, so that it can name all faults at once.
 */
@Schema(
        name = "Label",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"transactionId", "fraud", "source"})
record LabelDocument(
        @Schema(description = "The transaction it is about; it may be unknown yet.", maxLength = 64)
                String transactionId,
        @Schema(description = "Whether the transaction was fraud.") boolean fraud,
        @Schema(description = "Who says so.") TransactionLabel.Source source,
        @Schema(
                        description =
                                "From when on it was known; default now, at most 60 s ahead. Of"
                                        + " several labels of a transaction the latest counts.",
                        example = "2026-02-07T12:00:00Z")
                Instant labelledAt) {
    static LabelDocument of(TransactionLabel label) {
        return new LabelDocument(
                label.transactionId().value(), label.fraud(), label.source(), label.labelledAt());
    }
}
