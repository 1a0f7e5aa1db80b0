package dev.tributary.ingest.api;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** {@code POST /v1/transactions} with many transactions, one a line. */
@RestController
@Tag(name = "Transactions", description = "Card transactions in, verdicts back.")
final class BulkController {
    private final TransactionIntake intake;
    private final BulkIntake bulk;
    private final BulkBodies bodies;

    BulkController(TransactionIntake intake, BulkIntake bulk, BulkBodies bodies) {
        this.intake = intake;
        this.bulk = bulk;
        this.bodies = bodies;
    }

    @Operation(
            summary = "Take many transactions in",
            description =
                    """
                    One transaction a line, of any number of lines. The answer is streamed, one line for \
                    each line that is not blank, in their order, once the brokers have it. Verdicts come by \
                    GET /v1/transactions/{id} or /v1/verdicts/stream.\
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
                                                                    TransactionDocument.class))))
    @LinesAnswered
    @PostMapping(path = TransactionController.PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
    void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        intake.checkOpen();
        bodies.run(request, response, bulk);
    }
}
