package dev.tributary.inventory.api;

import dev.tributary.common.query.Demanding;
import dev.tributary.common.query.ListRead;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.StorePages;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.inventory.domain.Sku;
import dev.tributary.inventory.publish.InventoryPublisher;
import dev.tributary.inventory.query.InventoryQuery;
import dev.tributary.inventory.store.ViewStores;
import dev.tributary.schemas.InventoryTopics;
import dev.tributary.schemas.inventory.StockLevel;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stock as it was committed; any instance answers for any sku. */
@RestController
@RequestMapping("/v1/inventory")
@Tag(name = "stock", description = "What is there, and what can be had")
class StockController {
    private final InventoryQuery query;
    private final StorePages pages;
    private final QueryResponder responder;
    private final InventoryPublisher publisher;
    private final ReservationDesk desk;
    private final InventoryReader reader;
    private final ApiSettings settings;

    StockController(
            InventoryQuery query,
            StorePages pages,
            QueryResponder responder,
            InventoryPublisher publisher,
            ReservationDesk desk,
            InventoryReader reader,
            ApiSettings settings) {
        this.query = query;
        this.pages = pages;
        this.responder = responder;
        this.publisher = publisher;
        this.desk = desk;
        this.reader = reader;
        this.settings = settings;
    }

    @GetMapping("/{sku}")
    @Demanding
    @Operation(
            summary = "The stock of a sku",
            description =
                    "Tributary-Min-Position may also name a movement, as the answer to it told:"
                            + " the stock is then told with it, whether it was counted or rejected.")
    @ApiResponse(responseCode = "200", description = "The stock")
    @ApiResponse(responseCode = "404", description = "Nothing was ever seen of this sku")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> stock(@PathVariable String sku, HttpServletRequest request) {
        return responder.answer(
                request, demand -> query.level(sku, demand), StockDocument::of, "sku " + sku);
    }

    @GetMapping
    @Demanding
    @Operation(summary = "The stock of all skus, in their order")
    @ApiResponse(responseCode = "200", description = "A page of it")
    @ApiResponse(responseCode = "400", description = "limit, cursor or a demand cannot be read")
    @ApiResponse(responseCode = "503", description = "A part of it is not to be had; Retry-After")
    ResponseEntity<?> list(HttpServletRequest request) {
        return pages.answer(request, levels());
    }

    @GetMapping("/low-stock")
    @Demanding
    @Operation(
            summary = "The stock of skus of which little can be had, in their order",
            description = "A page may be short and yet have a next one.")
    @ApiResponse(responseCode = "200", description = "A page of it")
    @ApiResponse(responseCode = "400", description = "A parameter cannot be read")
    @ApiResponse(responseCode = "503", description = "A part of it is not to be had; Retry-After")
    ResponseEntity<?> lowStock(
            @RequestParam(required = false) @Nullable Long threshold, HttpServletRequest request) {
        long low = threshold == null ? settings.stock().lowStockAt() : threshold;
        return pages.answer(request, levels().only((sku, level) -> level.getAvailable() <= low));
    }

    private static ListRead<StockLevel> levels() {
        return ListRead.of(ViewStores.LEVELS, (sku, level) -> StockDocument.of(level));
    }

    @PutMapping(path = "/{sku}/safety-stock", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Set how many units of a sku are never promised",
            description = "What is reserved stays reserved.")
    @ApiResponse(responseCode = "202", description = "In the log")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(responseCode = "503", description = "Not taken in, or not known; Retry-After")
    ResponseEntity<SafetyStockDocument> safetyStock(
            @PathVariable String sku, HttpServletRequest request) {
        desk.checkOpen();
        long units = reader.safetyStock(HttpBody.read(request, settings.bodyLimit()));
        if (!InventoryReader.isSku(sku)) {
            throw new ProblemException(
                    Problem.of(ProblemType.NOT_FOUND, "There is no sku " + sku + "."));
        }
        return switch (publish(sku, units)) {
            case Publication.Acknowledged place ->
                    ResponseEntity.status(HttpStatus.ACCEPTED)
                            .body(
                                    new SafetyStockDocument(
                                            sku,
                                            units,
                                            InventoryTopics.STOCK_COMMANDS.name()
                                                    + "-"
                                                    + place.partition()
                                                    + ":"
                                                    + place.offset()));
            case Publication.Unknown _ ->
                    throw ReservationDesk.unavailable(
                            "It is not known whether this was taken in; send it again.");
        };
    }

    private Publication publish(String sku, long units) {
        try {
            return publisher.safetyStock(new Sku(sku), units);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ReservationDesk.unavailable("The service ends; send it again.");
        }
    }
}
