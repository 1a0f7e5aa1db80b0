package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.schemas.ingest.Consent;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** Whether what a customer does may be kept, as it comes in and as it stands. */
@Schema(
        name = "Consent",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"granted"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record ConsentDocument(
        @Schema(description = "The one in the address.", maxLength = 64, example = "u-9")
                String customerId,
        @Schema(
                        description =
                                "Whether what the customer does may be kept and used beyond the"
                                        + " visit.")
                boolean granted,
        @Schema(
                        description = "When that was said; absent where nothing was.",
                        example = "2026-02-07T12:00:00Z",
                        accessMode = Schema.AccessMode.READ_ONLY)
                @Nullable Instant updatedAt) {
    /** Of whom nothing is known it may: a shop names its customers only where they agreed. */
    static ConsentDocument of(String customerId, @Nullable Consent consent) {
        return consent == null
                ? new ConsentDocument(customerId, true, null)
                : new ConsentDocument(customerId, consent.getGranted(), consent.getUpdatedAt());
    }
}
