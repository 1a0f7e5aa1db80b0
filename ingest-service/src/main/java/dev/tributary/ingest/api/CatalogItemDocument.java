package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.domain.TextRules;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * An item of the catalogue as it comes in and as it stands. Bodies are not bound to it: {@link
 * CatalogItemReader} reads them field by field, so that it can name all faults at once.
 */
@Schema(
        name = "CatalogItem",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        requiredProperties = {"name", "category", "priceMinor", "currency"})
@JsonInclude(JsonInclude.Include.NON_NULL)
record CatalogItemDocument(
        @Schema(description = "The one in the address.", maxLength = 64, example = "sku-1")
                String sku,
        @Schema(
                        description = "One line, without blanks at its ends.",
                        maxLength = CatalogItem.NAME_LENGTH_MAX,
                        example = "Blue shirt")
                String name,
        @Schema(
                        description = "One line, without blanks at its ends.",
                        maxLength = CatalogItem.CATEGORY_LENGTH_MAX,
                        example = "Shirts")
                String category,
        @Schema(
                        description = "Price of one unit in minor units of the currency.",
                        minimum = "0",
                        example = "2999")
                long priceMinor,
        @Schema(description = "ISO 4217.", example = "EUR") String currency,
        @Schema(
                        description = "Absolute address of a picture, http or https.",
                        maxLength = TextRules.WEB_ADDRESS_LENGTH_MAX,
                        example = "https://shop.example/shirt.jpg")
                @Nullable String imageUrl,
        @Schema(
                        description = "When it was put as it stands.",
                        example = "2026-02-07T12:00:00Z",
                        accessMode = Schema.AccessMode.READ_ONLY)
                Instant updatedAt) {
    static CatalogItemDocument of(CatalogItem item) {
        return new CatalogItemDocument(
                item.sku(),
                item.name(),
                item.category(),
                item.priceMinor(),
                item.currency(),
                item.imageUrl(),
                item.updatedAt());
    }
}
