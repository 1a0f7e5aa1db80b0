package dev.tributary.fraud.api;

import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * The form of what is asked of a backtest, for the description of the API alone; {@link
 * BacktestReader} reads it.
 */
@Schema(name = "BacktestRequest")
record BacktestBody(
        @Schema(
                        description =
                                "Rules to try, whatever their mode, each with a ruleId of its own;"
                                        + " otherwise as in PUT /v1/rules/{ruleId}. Either these or"
                                        + " ruleSetVersion")
                @Nullable List<RuleBody> rules,
        @Schema(
                        description =
                                "The set in force on the instance that answers, without what is"
                                        + " DISABLED in it")
                @Nullable String ruleSetVersion,
        @Schema(
                        description = "Event time of the first transaction",
                        requiredMode = RequiredMode.REQUIRED)
                Instant from,
        @Schema(
                        description = "Event time after the last; after from",
                        requiredMode = RequiredMode.REQUIRED)
                Instant to) {}
