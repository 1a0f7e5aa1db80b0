package dev.tributary.recommendation.api;

import dev.tributary.common.query.Demanding;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.recommendation.api.RecommendationDocument.Item;
import dev.tributary.recommendation.api.RecommendationDocument.Strategy;
import dev.tributary.recommendation.domain.CustomerId;
import dev.tributary.recommendation.domain.Recommendation;
import dev.tributary.recommendation.domain.SessionId;
import dev.tributary.recommendation.domain.Sku;
import dev.tributary.recommendation.domain.Visit;
import dev.tributary.recommendation.query.IndexPosition;
import dev.tributary.recommendation.query.NextItems;
import dev.tributary.recommendation.query.SessionQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What to show next; any instance answers for any session. */
@RestController
@RequestMapping("/v1")
@Tag(name = "recommendations", description = "What to show a visitor next")
class RecommendationController {
    private final SessionQuery sessions;
    private final NextItems nextItems;
    private final IndexPosition position;
    private final QueryResponder responder;
    private final ApiSettings settings;

    RecommendationController(
            SessionQuery sessions,
            NextItems nextItems,
            IndexPosition position,
            QueryResponder responder,
            ApiSettings settings) {
        this.sessions = sessions;
        this.nextItems = nextItems;
        this.position = position;
        this.responder = responder;
        this.settings = settings;
    }

    @GetMapping("/recommendations")
    @Demanding
    @Operation(
            summary = "What a visitor may want next",
            description =
                    "Neither the item looked at now nor what was just bought or is sold out. Of a"
                            + " session that is not known or leads to nothing: what is looked at of late in the"
                            + " categories of the customer's earlier visits and orders, if they"
                            + " may be kept."
                            + " Tributary-Min-Position may be that of an interaction, as the answer"
                            + " to it told: the click is then taken into account.")
    @ApiResponse(responseCode = "200", description = "Items, the likeliest first; perhaps none")
    @ApiResponse(responseCode = "400", description = "A parameter cannot be read")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> recommendations(
            @RequestParam String sessionId,
            @RequestParam(required = false) @Nullable String customerId,
            @RequestParam(required = false) @Nullable Integer limit,
            HttpServletRequest request) {
        int items = limit(limit);
        CustomerId customer =
                customerId == null
                        ? null
                        : Parameters.checked("customerId", () -> new CustomerId(customerId));
        SessionId session = Parameters.checked("sessionId", () -> new SessionId(sessionId));
        return responder.answer(
                request,
                demand -> sessions.anyVisit(session, demand),
                visit -> document(visit, customer, items),
                "session " + sessionId);
    }

    @GetMapping("/items/{sku}/also-viewed")
    @Operation(summary = "What visitors of an item look at, too")
    @ApiResponse(responseCode = "200", description = "Items, the likeliest first; perhaps none")
    @ApiResponse(responseCode = "400", description = "A parameter cannot be read")
    RecommendationDocument alsoViewed(
            @PathVariable String sku, @RequestParam(required = false) @Nullable Integer limit) {
        int items = limit(limit);
        Sku item = Parameters.checked("sku", () -> new Sku(sku));
        try {
            return document(items(nextItems.with(item, items)), Strategy.ITEM, null);
        } catch (InterruptedException e) {
            throw ending();
        }
    }

    @GetMapping("/trending")
    @Operation(
            summary = "What is looked at of late",
            description =
                    "By event time, up to the newest interactions; what is longer ago counts less."
                            + " Of all items, or of one category of the catalogue.")
    @ApiResponse(responseCode = "200", description = "Items, the most looked at first")
    @ApiResponse(responseCode = "400", description = "A parameter cannot be read")
    RecommendationDocument trending(
            @RequestParam(required = false) @Nullable Duration window,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable Integer limit) {
        Duration span = window == null ? settings.trendWindow() : window;
        if (!span.isPositive() || span.compareTo(settings.trendWindowMax()) > 0) {
            throw new ProblemException(
                    Problem.invalid(
                            "window", "must be above zero, at most " + settings.trendWindowMax()));
        }
        return document(
                nextItems.trending(span, category, limit(limit)).stream().map(Item::of).toList(),
                Strategy.TRENDING,
                null);
    }

    private RecommendationDocument document(
            Optional<Visit> visit, @Nullable CustomerId asked, int limit) {
        CustomerId customer = asked != null ? asked : visit.map(Visit::customerId).orElse(null);
        try {
            NextItems.Shown next = nextItems.next(visit, customer, limit);
            return document(
                    items(next.items()),
                    switch (next.basis()) {
                        case SESSION -> Strategy.SESSION;
                        case CUSTOMER -> Strategy.CUSTOMER;
                        case TRENDING -> Strategy.TRENDING;
                    },
                    visit.map(Visit::lastClickAt).orElse(null));
        } catch (InterruptedException e) {
            throw ending();
        }
    }

    private RecommendationDocument document(
            List<Item> items, Strategy strategy, @Nullable Instant asOf) {
        return new RecommendationDocument(items, strategy, position.now().toString(), asOf);
    }

    private static List<Item> items(List<Recommendation> recommendations) {
        return recommendations.stream().map(Item::of).toList();
    }

    private int limit(@Nullable Integer asked) {
        int limit = asked == null ? settings.limitDefault() : asked;
        if (limit < 1 || limit > settings.limitMax()) {
            throw new ProblemException(
                    Problem.invalid("limit", "must be from 1 to " + settings.limitMax()));
        }
        return limit;
    }

    private static ErrorResponseException ending() {
        Thread.currentThread().interrupt();
        return QueryResponder.unavailable("The service ends.");
    }
}
