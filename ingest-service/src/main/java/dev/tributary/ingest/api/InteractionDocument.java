package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.common.streams.Publication;
import dev.tributary.ingest.domain.Interaction;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An interaction as it comes in and as it was taken. Bodies are not bound to it: {@link
 * InteractionReader} reads them field by field, so that it can name all faults at once.
 */
@Schema(
        name = "Interaction",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"sessionId", "sku", "kind"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record InteractionDocument(
        @Schema(
                        description =
                                "Identity; else the header Idempotency-Key, else a UUIDv7 is made."
                                        + " The same of the same session again counts once.",
                        maxLength = 64)
                String interactionId,
        @Schema(description = "The visit that it happened in.", maxLength = 64, example = "s-17")
                String sessionId,
        @Schema(description = "Customer of the retailer.", maxLength = 64, example = "u-9")
                @Nullable String customerId,
        @Schema(maxLength = 64, example = "sku-1") String sku,
        @Schema(
                        description =
                                "VIEW: it was looked at. CART: it was put into the cart. PURCHASE:"
                                        + " it was bought.")
                Interaction.Kind kind,
        @Schema(
                        description = "When it was done; default now, at most 60 s ahead.",
                        example = "2026-02-07T12:00:00Z")
                Instant occurredAt,
        @Schema(
                        description = "Where it stands in the log of interactions.",
                        accessMode = Schema.AccessMode.READ_ONLY)
                @Nullable String position) {
    static InteractionDocument of(Interaction interaction, Publication.Acknowledged place) {
        return new InteractionDocument(
                interaction.interactionId().value(),
                interaction.sessionId().value(),
                interaction.customerId(),
                interaction.sku(),
                interaction.kind(),
                interaction.occurredAt(),
                place.position());
    }
}
