package dev.tributary.ingest.api;

import dev.tributary.common.query.AwaitedChange;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.ingest.domain.CatalogItem;
import dev.tributary.ingest.publish.CatalogPublisher;
import dev.tributary.ingest.query.CatalogFeed;

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

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * {@code /v1/catalog}: what can be bought. A change is answered when the brokers have it and this
 * instance shows it; every other instance does within a second.
 */
@RestController
@RequestMapping("/v1/catalog/{sku}")
@Tag(name = "Catalogue", description = "What can be bought.")
final class CatalogController {
    private final CatalogFeed catalog;
    private final CompactedFeed<String, dev.tributary.schemas.ingest.CatalogItem> feed;
    private final CatalogPublisher publisher;
    private final CatalogItemReader reader;
    private final TransactionIntake intake;
    private final ApiSettings settings;
    private final InstantSource wallClock;

    CatalogController(
            CatalogFeed catalog,
            CompactedFeed<String, dev.tributary.schemas.ingest.CatalogItem> feed,
            CatalogPublisher publisher,
            CatalogItemReader reader,
            TransactionIntake intake,
            ApiSettings settings,
            InstantSource wallClock) {
        this.catalog = catalog;
        this.feed = feed;
        this.publisher = publisher;
        this.reader = reader;
        this.intake = intake;
        this.settings = settings;
        this.wallClock = wallClock;
    }

    @GetMapping
    @Operation(summary = "An item as this instance knows it")
    @ApiResponse(responseCode = "200", description = "The item")
    @ApiResponse(responseCode = "404", description = "There is none of this sku")
    @ApiResponse(responseCode = "503", description = "Items are not known yet; Retry-After")
    CatalogItemDocument item(@PathVariable String sku) {
        CatalogItem item = catalog.find(sku);
        if (item == null) {
            checkLoaded();
            throw new ProblemException(
                    Problem.of(
                            ProblemType.NOT_FOUND,
                            "There is no item " + sku + " in the catalogue."));
        }
        return CatalogItemDocument.of(item);
    }

    @PutMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Put an item into the catalogue, or replace it",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    CatalogItemDocument.class))))
    @ApiResponse(responseCode = "200", description = "Replaced, and shown here")
    @ApiResponse(responseCode = "201", description = "There was none; shown here")
    @ApiResponse(responseCode = "202", description = "Written, and not shown here yet")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(responseCode = "409", description = "There are too many items")
    @ApiResponse(
            responseCode = "503",
            description =
                    "Items are not known yet, or not known whether it was written: send it again"
                            + " after Retry-After")
    ResponseEntity<CatalogItemDocument> put(@PathVariable String sku, HttpServletRequest request) {
        checkLoaded();
        intake.checkOpen();
        CatalogItem item = read(sku, request);
        boolean isNew = catalog.find(sku) == null;
        if (isNew && catalog.isFull()) {
            throw new ProblemException(
                    Problem.of(
                            ProblemType.CONFLICT,
                            "The catalogue is full; remove another item first."));
        }
        // Where two instances took the last place together, one of both is not kept.
        boolean shown = isShown(() -> publisher.put(item)) && catalog.find(sku) != null;
        return ResponseEntity.status(status(shown, isNew)).body(CatalogItemDocument.of(item));
    }

    private static HttpStatus status(boolean shown, boolean isNew) {
        if (!shown) {
            return HttpStatus.ACCEPTED;
        }
        return isNew ? HttpStatus.CREATED : HttpStatus.OK;
    }

    @DeleteMapping
    @Operation(summary = "Take an item out of the catalogue, if it is there")
    @ApiResponse(responseCode = "202", description = "Written, and still shown here")
    @ApiResponse(responseCode = "204", description = "There is none here any more")
    @ApiResponse(responseCode = "400", description = "No item can be of this sku")
    @ApiResponse(
            responseCode = "503",
            description = "Not known whether it was written: send it again after Retry-After")
    ResponseEntity<Void> remove(@PathVariable String sku) {
        intake.checkOpen();
        Faults faults = new Faults();
        CatalogItemReader.checkSku(sku, faults);
        faults.throwIfAny();
        // Also where none is known here: another instance may have put it just now.
        boolean shown = isShown(() -> publisher.withdraw(sku, now()));
        return ResponseEntity.status(shown ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
    }

    private CatalogItem read(String sku, HttpServletRequest request) {
        Faults faults = new Faults();
        CatalogItem item =
                reader.read(sku, HttpBody.read(request, settings.bodyLimit()), now(), faults);
        if (item == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        return item;
    }

    private Instant now() {
        return wallClock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private boolean isShown(AwaitedChange.Write change) {
        return AwaitedChange.inForce(change, feed, settings.catalogShownWait());
    }

    private void checkLoaded() {
        if (!catalog.isLoaded()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "The catalogue is not known yet: " + feed.obstacle(),
                            AwaitedChange.RETRY_AFTER));
        }
    }
}
