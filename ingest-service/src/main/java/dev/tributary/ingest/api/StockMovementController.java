package dev.tributary.ingest.api;

import dev.tributary.common.query.QueryResponder;
import dev.tributary.ingest.domain.StockMovement;

import io.swagger.v3.oas.annotations.Operation;
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

/** {@code POST /v1/stock-movements}: what came into and left the warehouses. */
@RestController
@Tag(name = "Stock movements", description = "What came into and left the warehouses.")
final class StockMovementController {
    private static final String PATH = "/v1/stock-movements";

    private final Intake<StockMovement> movements;

    StockMovementController(Intake<StockMovement> movements) {
        this.movements = movements;
    }

    @Operation(
            summary = "Tell of units that came into or left a warehouse",
            description =
                    """
                    Answered after the brokers have acknowledged it, with its position in the log, which \
                    Tributary-Position tells in the form that queries of stock take. Whether so many can leave is \
                    decided by who keeps the stock. The same movementId of the same sku again \
                    changes nothing. For several movements send application/x-ndjson to the same address.\
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
                                                                    StockMovementDocument.class))))
    @ApiResponse(
            responseCode = "202",
            description = "Taken in.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = StockMovementDocument.class)))
    @SingleRefusals
    @PostMapping(
            path = PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StockMovementDocument> post(HttpServletRequest request) {
        SingleIntake.Taken<StockMovement> taken = movements.take(request);
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(QueryResponder.POSITION_HEADER, taken.position().toString())
                .body(StockMovementDocument.of(taken.thing(), taken.place()));
    }

    @Operation(
            summary = "Tell of many movements",
            description =
                    """
                    One movement a line, of any number of lines. The answer is streamed, one line for each line \
                    that is not blank, in their order, once the brokers have it.\
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
                                                                    StockMovementDocument.class))))
    @LinesAnswered
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
    void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        movements.takeLines(request, response);
    }
}
