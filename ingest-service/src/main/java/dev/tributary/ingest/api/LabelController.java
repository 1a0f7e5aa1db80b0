package dev.tributary.ingest.api;

import dev.tributary.ingest.domain.TransactionLabel;

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

/** {@code POST /v1/labels}: what became of transactions. */
@RestController
@Tag(name = "Labels", description = "What became of transactions.")
final class LabelController {
    private static final String PATH = "/v1/labels";

    private final Intake<TransactionLabel> labels;

    LabelController(Intake<TransactionLabel> labels) {
        this.labels = labels;
    }

    @Operation(
            summary = "Tell what became of a transaction",
            description =
                    """
                    Answered after the brokers have acknowledged it. The transaction may come later. The same \
                    label again changes nothing; of several labels of a transaction the one with the latest \
                    labelledAt counts. For several labels send application/x-ndjson to the same address.\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema =
                                                    @Schema(implementation = LabelDocument.class))))
    @ApiResponse(
            responseCode = "202",
            description = "Taken in.",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = LabelDocument.class)))
    @SingleRefusals
    @PostMapping(
            path = PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<LabelDocument> post(HttpServletRequest request) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .body(LabelDocument.of(labels.take(request).thing()));
    }

    @Operation(
            summary = "Tell what became of many transactions",
            description =
                    """
                    One label a line, of any number of lines. The answer is streamed, one line for each line \
                    that is not blank, in their order, once the brokers have it.\
                    """,
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_NDJSON_VALUE,
                                            schema =
                                                    @Schema(implementation = LabelDocument.class))))
    @LinesAnswered
    @PostMapping(path = PATH, consumes = MediaType.APPLICATION_NDJSON_VALUE)
    void post(HttpServletRequest request, HttpServletResponse response)
            throws IOException, InterruptedException {
        labels.takeLines(request, response);
    }
}
