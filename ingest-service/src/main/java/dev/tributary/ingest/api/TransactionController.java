package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Prefer;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.ingest.api.TransactionReader.Received;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collections;

/** {@code POST /v1/transactions} with one transaction. */
@RestController
@Tag(name = "Transactions", description = "Card transactions in, verdicts back.")
final class TransactionController {
    /** Where transactions are addressed. */
    static final String PATH = "/v1/transactions";

    private final TransactionReader reader;
    private final TransactionIntake intake;
    private final InstantSource wallClock;
    private final ApiSettings settings;
    private final IngestMeters meters;

    TransactionController(
            TransactionReader reader,
            TransactionIntake intake,
            InstantSource wallClock,
            ApiSettings settings,
            IngestMeters meters) {
        this.reader = reader;
        this.intake = intake;
        this.wallClock = wallClock;
        this.settings = settings;
        this.meters = meters;
    }

    @Operation(
            summary = "Take a transaction in and answer with its verdict",
            description =
                    """
                    The answer comes after the brokers have acknowledged the transaction and, within the \
                    deadline, with the committed verdict. With items, it also comes after what became of \
                    their order, where that is known within the deadline: else `order` is what is known of \
                    it, mostly PENDING. The same transactionId with the same body again gives the same \
                    verdict and counts once, with the order as it is known then. For several transactions send \
                    application/x-ndjson to the same address.\
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
                                                                    TransactionDocument.class))),
            parameters = {
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = "Prefer",
                        description =
                                "RFC 7240: `respond-async` answers 202 once the transaction is"
                                        + " acknowledged; `wait=SECONDS` sets the deadline.",
                        schema = @Schema(type = "string", example = "wait=2")),
                @Parameter(
                        in = ParameterIn.HEADER,
                        name = IdempotencyKey.HEADER,
                        description = "The transactionId, where the body has none.",
                        schema = @Schema(type = "string"))
            },
            responses = {
                @ApiResponse(
                        responseCode = "200",
                        description = "The verdict, and what is known of the order.",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = VerdictDocument.class))),
                @ApiResponse(
                        responseCode = "202",
                        description = "Taken in; the verdict did not come within the deadline.",
                        headers =
                                @Header(
                                        name = "Location",
                                        description = "Where to ask for the verdict.",
                                        schema = @Schema(type = "string")),
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = PendingDocument.class))),
                @ApiResponse(
                        responseCode = "400",
                        description = "Invalid; all faults are listed.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "413",
                        description = "Body too large.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "415",
                        description = "Not JSON in UTF-8.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "422",
                        description = "The id was used before with another body.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "503",
                        description =
                                "Not taken in, or not known whether it was: send it again with the"
                                        + " same transactionId after Retry-After.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class)))
            })
    @PostMapping(
            path = PATH,
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> post(
            HttpServletRequest request,
            @Parameter(description = "Adds the features that the scorer saw.")
                    @RequestParam(name = "explain", defaultValue = "false")
                    boolean explain) {
        try {
            return answer(request, explain);
        } catch (ProblemException e) {
            meters.singleRejected(e.problem().kind());
            throw e;
        }
    }

    private ResponseEntity<?> answer(HttpServletRequest request, boolean explain) {
        long arrivedNanos = System.nanoTime();
        Instant receivedAt = wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
        intake.checkOpen();
        Prefer prefer = Prefer.of(request.getHeaders("Prefer"));
        Received received = read(request, receivedAt);
        meters.accepted(System.nanoTime() - arrivedNanos);
        Duration waiting = prefer.waitOr(settings.deadline(), settings.waitMax());
        KnownTransaction<Verdict, Order> known =
                intake.take(received, arrivedNanos + waiting.toNanos());
        meters.singleAccepted();
        return known == null || known.verdict() == null
                ? pending(received.transaction().id())
                : ResponseEntity.ok(
                        VerdictDocument.of(known.verdict(), OrderDocument.of(known), explain));
    }

    private Received read(HttpServletRequest request, Instant receivedAt) {
        byte[] body = HttpBody.read(request, settings.bodyLimit());
        Faults faults = new Faults();
        @Nullable Received received =
                reader.read(
                        body,
                        Collections.list(request.getHeaders(IdempotencyKey.HEADER)),
                        receivedAt,
                        faults);
        if (received == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        return received;
    }

    /** The answer for a transaction that is in the log and waits. */
    static ResponseEntity<PendingDocument> pending(TransactionId id) {
        return ResponseEntity.status(HttpStatus.ACCEPTED)
                .location(location(id))
                .body(PendingDocument.of(id));
    }

    /** An id holds only characters that an address may have as they are. */
    static URI location(TransactionId id) {
        return URI.create(PATH + "/" + id);
    }
}
