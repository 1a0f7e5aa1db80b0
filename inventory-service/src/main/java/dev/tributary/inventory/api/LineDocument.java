package dev.tributary.inventory.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

/** One sku of a reservation or an order. */
@Schema(name = "Line")
@JsonInclude(JsonInclude.Include.NON_NULL)
record LineDocument(
        String sku,
        @Schema(description = "Units.") long quantity,
        @Schema(
                        description = "Where it stands.",
                        allowableValues = {"PENDING", "HELD", "SHORT", "CONFIRMED", "RELEASED"})
                String status,
        @Schema(description = "SHORT: units that could have been had.") @Nullable Long available) {}
