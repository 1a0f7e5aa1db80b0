package dev.tributary.ingest.api;

import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.web.Problem;
import dev.tributary.ingest.domain.StockMovement;
import dev.tributary.schemas.IngestTopics;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.beans.factory.annotation.Qualifier;
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

    private final SingleIntake<StockMovement, dev.tributary.schemas.ingest.StockMovement> movements;
    private final TransactionIntake intake;
    private final BulkIntake bulk;
    private final BulkBodies bodies;

    StockMovementController(
            SingleIntake<StockMovement, dev.tributary.schemas.ingest.StockMovement> movements,
            TransactionIntake intake,
            @Qualifier("stockMovementBulk") BulkIntake bulk,
            BulkBodies bodies) {
        this.movements = movements;
        this.intake = intake;
        this.bulk = bulk;
        this.bodies = bodies;
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
                                                                    StockMovementDocument.class))),
            responses = {
                @ApiResponse(
                        responseCode = "202",
                        description = "Taken in.",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema =
                                                @Schema(
                                                        implementation =
                                                                StockMovementDocument.class))),
                @ApiResponse(
                        responseCode = "400",
                        description = "Invalid; all faults are listed.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "503",
                        description =
                                "Not taken in, or not known whether it was: send it again after"
                                        + " Retry-After.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class)))
            })
    @PostMapping(
            path = PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<StockMovementDocument> post(HttpServletRequest request) {
        SingleIntake.Taken<StockMovement> taken = movements.take(request);
        InputPosition position =
                InputPosition.of(
                        IngestTopics.STOCK_MOVEMENTS.name(),
                        taken.place().partition(),
                        taken.place().offset());
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .header(QueryResponder.POSITION_HEADER, position.toString())
                .body(document(taken));
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
                                                                    StockMovementDocument.class))),
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "What became of each line.",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                        schema =
                                                @Schema(
                                                        implementation =
                                                                BulkIntake.LineAnswer.class))),
                @ApiResponse(
                        responseCode = "503",
                        description = "Too many bulk requests at once; nothing was taken in.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class)))
            })
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
    void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        intake.checkOpen();
        bodies.run(request, response, bulk);
    }

    private static StockMovementDocument document(SingleIntake.Taken<StockMovement> taken) {
        return StockMovementDocument.of(taken.thing(), taken.place());
    }
}
