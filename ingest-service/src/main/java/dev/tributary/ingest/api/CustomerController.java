package dev.tributary.ingest.api;

import dev.tributary.common.query.AwaitedChange;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.JsonFields;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.ingest.domain.TextRules;
import dev.tributary.ingest.publish.CustomerPublisher;
import dev.tributary.ingest.query.Consents;
import dev.tributary.ingest.query.Erasures;
import dev.tributary.schemas.ingest.Consent;
import dev.tributary.schemas.ingest.Erasure;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Function;

/**
 * {@code /v1/customers}: what customers want of what is known of them. A change is answered when
 * the brokers have it and it holds here; at every other instance it does within a second.
 */
@RestController
@RequestMapping("/v1/customers/{customerId}")
@Tag(name = "Customers", description = "What customers want of what is known of them.")
final class CustomerController {
    private static final String CUSTOMER_ID = "customerId";

    private final Consents consents;
    private final CompactedFeed<String, Consent> consentFeed;
    private final Erasures erasures;
    private final CompactedFeed<String, Erasure> erasureFeed;
    private final CustomerPublisher publisher;
    private final TransactionIntake intake;
    private final ApiSettings settings;
    private final InstantSource wallClock;

    CustomerController(
            Consents consents,
            CompactedFeed<String, Consent> consentFeed,
            Erasures erasures,
            CompactedFeed<String, Erasure> erasureFeed,
            CustomerPublisher publisher,
            TransactionIntake intake,
            ApiSettings settings,
            InstantSource wallClock) {
        this.consents = consents;
        this.consentFeed = consentFeed;
        this.erasures = erasures;
        this.erasureFeed = erasureFeed;
        this.publisher = publisher;
        this.intake = intake;
        this.settings = settings;
        this.wallClock = wallClock;
    }

    @GetMapping("/consent")
    @Operation(summary = "Whether what a customer does may be kept")
    @ApiResponse(responseCode = "200", description = "Granted where nothing else was said")
    @ApiResponse(responseCode = "400", description = "No customer can have this id")
    @ApiResponse(responseCode = "503", description = "Consents are not known yet; Retry-After")
    ConsentDocument consent(@PathVariable String customerId) {
        checkId(customerId);
        checkLoaded(consentFeed);
        return ConsentDocument.of(customerId, consents.find(customerId));
    }

    @PutMapping(path = "/consent", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Say whether what a customer does may be kept",
            description =
                    """
                    Withdrawn: interactions are taken in without the customer's name from then on, serve the visit \
                    in which they happen, and nothing that is known of the customer is used any more. What was kept \
                    before stays in the logs until it is erased by DELETE of the history, or old.\
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
                                                                    ConsentDocument.class))))
    @ApiResponse(responseCode = "200", description = "In force here")
    @ApiResponse(responseCode = "202", description = "Written, and not in force here yet")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(
            responseCode = "503",
            description = "Not known whether it was written: send it again after Retry-After")
    ResponseEntity<ConsentDocument> putConsent(
            @PathVariable String customerId, HttpServletRequest request) {
        intake.checkOpen();
        boolean granted = read(customerId, HttpBody.read(request, settings.bodyLimit()));
        Instant at = now();
        boolean inForce =
                AwaitedChange.inForce(
                        () -> publisher.consent(customerId, granted, at),
                        consentFeed,
                        settings.catalogShownWait());
        return ResponseEntity.status(inForce ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .body(new ConsentDocument(customerId, granted, at));
    }

    @DeleteMapping("/history")
    @Operation(
            summary = "Erase what a customer did in the shop",
            description =
                    """
                    Everything that came in until now: interactions, those of the same sessions before a login, visits, \
                    and what was learned of them or of the customer's orders. Goes on after the answer; Location tells \
                    how far it is. Transactions and orders themselves are records of payment and stay.\
                    """)
    @ApiResponse(responseCode = "202", description = "It will be erased, whatever happens")
    @ApiResponse(responseCode = "400", description = "No customer can have this id")
    @ApiResponse(
            responseCode = "503",
            description = "Not known whether that was written: send it again after Retry-After")
    ResponseEntity<ErasureDocument> erase(
            @PathVariable String customerId, HttpServletRequest request) {
        intake.checkOpen();
        checkId(customerId);
        Instant at = now();
        boolean _ =
                AwaitedChange.inForce(
                        () -> publisher.erase(customerId, at),
                        erasureFeed,
                        settings.catalogShownWait());
        return ResponseEntity.accepted()
                .location(
                        UriComponentsBuilder.fromPath("/v1/customers/{customerId}/erasure")
                                .build(customerId))
                .body(ErasureDocument.requested(customerId, at));
    }

    @GetMapping("/erasure")
    @Operation(summary = "How far the newest erasure of a customer's history is")
    @ApiResponse(responseCode = "200", description = "Done where it has completedAt")
    @ApiResponse(responseCode = "400", description = "No customer can have this id")
    @ApiResponse(responseCode = "404", description = "None was asked for")
    @ApiResponse(responseCode = "503", description = "Not known yet; Retry-After")
    ErasureDocument erasure(@PathVariable String customerId) {
        checkId(customerId);
        return erasures.find(customerId)
                .map(progress -> ErasureDocument.of(customerId, progress))
                .orElseThrow(() -> {
                    checkLoaded(erasureFeed);
                    return new ProblemException(
                            Problem.of(
                                    ProblemType.NOT_FOUND,
                                    "No erasure was asked for of customer " + customerId + "."));
                });
    }

    private boolean read(String customerId, byte[] json) {
        Faults faults = new Faults();
        noteId(customerId, faults);
        JsonFields fields = JsonFields.of(json, faults);
        Boolean granted = null;
        if (fields != null) {
            String named = fields.text(CUSTOMER_ID, Function.identity());
            if (named != null && !named.equals(customerId)) {
                fields.note(CUSTOMER_ID, "must be the one in the address");
            }
            granted = fields.requiredFlag("granted");
            fields.end();
        }
        faults.throwIfAny();
        if (granted == null) {
            throw new IllegalStateException("without it a fault was noted");
        }
        return granted;
    }

    private static void checkId(String customerId) {
        Faults faults = new Faults();
        noteId(customerId, faults);
        faults.throwIfAny();
    }

    private static void noteId(String customerId, Faults faults) {
        try {
            TextRules.name(customerId);
        } catch (IllegalArgumentException e) {
            faults.add(CUSTOMER_ID, String.valueOf(e.getMessage()));
        }
    }

    private Instant now() {
        return wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private static void checkLoaded(CompactedFeed<?, ?> feed) {
        if (!feed.caughtUp()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "It is not known yet: " + feed.obstacle(), AwaitedChange.RETRY_AFTER));
        }
    }
}
