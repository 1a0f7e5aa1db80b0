package dev.tributary.fraud.api;

import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.StorePages;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;
import dev.tributary.fraud.publish.LabelPublisher;
import dev.tributary.fraud.query.CaseQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriUtils;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;

/** Transactions that somebody has to look at; any instance answers for any of them. */
@RestController
@RequestMapping(CaseController.PATH)
@Tag(name = "cases", description = "Transactions that somebody has to look at")
class CaseController {
    static final String PATH = "/v1/cases";

    private static final List<Status> LISTED = List.of(Status.OPEN, Status.RESOLVED);

    private final CaseQuery cases;
    private final StorePages pages;
    private final QueryResponder responder;
    private final CaseResolver resolver;
    private final CaseApiSettings settings;

    CaseController(
            CaseQuery cases,
            @Qualifier("casePages") StorePages pages,
            QueryResponder responder,
            LabelPublisher labels,
            CaseApiSettings settings,
            InstantSource wallClock) {
        this.cases = cases;
        this.pages = pages;
        this.responder = responder;
        this.resolver = new CaseResolver(cases, labels, settings.shownWait(), wallClock);
        this.settings = settings;
    }

    @GetMapping
    @Operation(
            summary = "Cases, those that arrived first before the others",
            parameters = {
                @Parameter(name = "limit", in = ParameterIn.QUERY, description = "1 to 1,000"),
                @Parameter(
                        name = "cursor",
                        in = ParameterIn.QUERY,
                        description = "The next of the page before, of the same status")
            })
    @ApiResponse(
            responseCode = "200",
            description = "A page of them",
            content = @Content(schema = @Schema(implementation = CasePage.class)))
    @ApiResponse(responseCode = "400", description = "A parameter cannot be read")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> list(
            @Parameter(schema = @Schema(allowableValues = {"OPEN", "RESOLVED"}))
                    @RequestParam(defaultValue = "OPEN")
                    String status,
            HttpServletRequest request) {
        return pages.answer(request, CaseQuery.list(listed(status), CaseDocument::of));
    }

    private static Status listed(String status) {
        for (Status listed : LISTED) {
            if (listed.name().equals(status)) {
                return listed;
            }
        }
        throw new ProblemException(Problem.invalid("status", "must be one of " + LISTED));
    }

    @GetMapping("/{transactionId}")
    @Operation(summary = "The case of a transaction")
    @ApiResponse(responseCode = "200", description = "The case")
    @ApiResponse(responseCode = "400", description = "maxLag, wait or the position cannot be read")
    @ApiResponse(
            responseCode = "404",
            description = "The transaction had not to be reviewed, or is not known any more")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> reviewCase(@PathVariable String transactionId, HttpServletRequest request) {
        return responder.answer(
                request,
                demand -> cases.find(transactionId, demand),
                CaseDocument::of,
                "case " + transactionId);
    }

    @PostMapping(path = "/{transactionId}/resolution", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Resolve a case, or correct how it was resolved",
            description =
                    "Writes a label of source ANALYST, which releases or ends a held order and is"
                            + " learned from. The decision that counts already writes nothing.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    ResolutionBody.class))))
    @ApiResponse(responseCode = "200", description = "The case as it is resolved")
    @ApiResponse(
            responseCode = "202",
            description = "Written, and the case at Location does not show it yet")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(responseCode = "404", description = "No such case is known")
    @ApiResponse(
            responseCode = "503",
            description = "Not known whether it was written: send it again after Retry-After")
    ResponseEntity<CaseDocument> resolve(
            @PathVariable String transactionId, HttpServletRequest request) {
        ResolutionBody asked = ResolutionReader.read(HttpBody.read(request, settings.bodyLimit()));
        CaseResolver.Outcome outcome = resolver.resolve(transactionId, asked);
        CaseDocument document = CaseDocument.of(outcome.known());
        return outcome.shown()
                ? ResponseEntity.ok(document)
                : ResponseEntity.accepted().location(address(transactionId)).body(document);
    }

    /** The form of a page, for the description of the API alone. */
    private record CasePage(List<CaseDocument> items, @Nullable String next) {}

    private static URI address(String transactionId) {
        return URI.create(
                PATH + "/" + UriUtils.encodePathSegment(transactionId, StandardCharsets.UTF_8));
    }
}
