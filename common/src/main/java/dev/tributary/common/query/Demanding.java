package dev.tributary.common.query;

import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes, for the API's document, that a request may say how fresh its answer has to be. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Parameter(
        name = ReadDemand.MAX_LAG,
        in = ParameterIn.QUERY,
        description =
                "Records that a copy of the state may be behind, to answer for an owner that"
                        + " cannot.",
        schema = @Schema(type = "integer", format = "int64", minimum = "0"))
@Parameter(
        name = ReadDemand.MIN_POSITION_HEADER,
        in = ParameterIn.HEADER,
        description =
                "Tributary-Position of an earlier answer, which this one is not to be behind of.",
        schema = @Schema(type = "string", example = "ingest.transactions.v1-2:4711"))
@Parameter(
        name = ReadDemand.WAIT,
        in = ParameterIn.QUERY,
        description = "How long to wait for that position, ISO 8601, at most PT10S.",
        schema = @Schema(type = "string", format = "duration", example = "PT0.5S"))
public @interface Demanding {}
