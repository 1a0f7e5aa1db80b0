package dev.tributary.ingest.api;

import dev.tributary.common.query.QueryResponder;
import dev.tributary.ingest.domain.Interaction;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** {@code POST /v1/interactions}: what customers did with items. */
@RestController
@Tag(name = "Interactions", description = "What customers did with items.")
final class InteractionController {
    private static final String PATH = "/v1/interactions";

    private final Intake<Interaction> interactions;

    InteractionController(Intake<Interaction> interactions) {
        this.interactions = interactions;
    }

    @Operation(
            summary = "Tell what a customer did with an item",
            description =
                    """
                    Answered after the brokers have acknowledged it, with its position in the log, which \
                    Tributary-Position tells in the form that queries take. The same interactionId of the same \
                    session again counts once. For several interactions send application/x-ndjson to the \
                    same address.\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    InteractionDocument.class))),
            parameters =
                    @Parameter(
                            in = ParameterIn.HEADER,
                            name = IdempotencyKey.HEADER,
                            description = "The interactionId, where the body has none.",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "202",
            description = "Taken in.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = InteractionDocument.class)))
    @SingleRefusals
    @PostMapping(
            path = PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<InteractionDocument> post(HttpServletRequest request) {
        SingleIntake.Taken<Interaction> taken = interactions.take(request);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(QueryResponder.POSITION_HEADER, taken.position().toString())
                .body(InteractionDocument.of(taken.thing(), taken.place()));
    }

    @Operation(
            summary = "Tell of many interactions",
            description =
                    """
                    One interaction a line, of any number of lines. The answer is streamed, one line for each \
                    line that is not blank, in their order, once the brokers have it.\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    InteractionDocument.class))))
    @LinesAnswered
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
    void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        interactions.takeLines(request, response);
    }
}
