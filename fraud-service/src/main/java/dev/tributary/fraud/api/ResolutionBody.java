package dev.tributary.fraud.api;

import dev.tributary.fraud.domain.cases.Ruling;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

import org.jspecify.annotations.Nullable;

/** What is made of a case; {@link ResolutionReader} reads it. */
record ResolutionBody(
        @Schema(
                        description = "Whether the transaction is let through or was fraud",
                        requiredMode = RequiredMode.REQUIRED)
                Ruling decision,
        @Schema(description = "Why, in words, at most 1,000 characters") @Nullable String note) {}
