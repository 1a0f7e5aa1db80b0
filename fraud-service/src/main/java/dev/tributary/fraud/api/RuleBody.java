package dev.tributary.fraud.api;

import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** The form of a rule's body, for the description of the API alone; {@link RuleReader} reads it. */
record RuleBody(
        @Schema(description = "The one in the address, where it is given") @Nullable String ruleId,
        @Schema(
                        description =
                                "Of rules of one family only the heaviest counts; the ruleId where"
                                        + " it is not given")
                @Nullable String family,
        @Schema(
                        description =
                                "CEL over the features of /v1/features, at most 2,000 characters",
                        example = "cardCount5m > 5 && amountToUsualRatio > 3.0",
                        requiredMode = RequiredMode.REQUIRED)
                String expression,
        @Schema(requiredMode = RequiredMode.REQUIRED) Action action,
        @Schema(description = "0 to 1; required and above 0 where action is SCORE")
                @Nullable Double weight,
        @Schema(description = "ACTIVE where it is not given") @Nullable Mode mode,
        @Schema(
                        description = "ANALYST where it is not given",
                        allowableValues = {"ANALYST", "LEARNED"})
                @Nullable String origin,
        @Schema(
                        description = "In words, at most 300 characters",
                        requiredMode = RequiredMode.REQUIRED)
                String description,
        @Schema(description = "Event time from which on it is silent") @Nullable Instant expiresAt,
        @Schema(description = "Where a learned rule comes from, at most 1,000 characters")
                @Nullable String provenance) {}
