package dev.tributary.fraud.api;

import dev.tributary.common.query.Demanding;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.fraud.query.CardQuery;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Function;

/** Cards as the scorer sees them; any instance answers for any card. */
@RestController
@RequestMapping("/v1/cards/{cardId}")
@Tag(name = "cards", description = "Cards as the scorer sees them")
class CardController {
    /** Range of spend when none is asked for. */
    private static final Duration SPEND_RANGE_DEFAULT = Duration.ofDays(1);

    /** Widest range of spend in one answer. */
    private static final Duration SPEND_RANGE_MAX = Duration.ofDays(100);

    private final CardQuery cards;
    private final QueryResponder responder;
    private final InstantSource wallClock;

    CardController(CardQuery cards, QueryResponder responder, InstantSource wallClock) {
        this.cards = cards;
        this.responder = responder;
        this.wallClock = wallClock;
    }

    @GetMapping
    @Demanding
    @Operation(summary = "The card's history: attempts, places, devices and its own spending")
    @ApiResponse(responseCode = "200", description = "The history")
    @ApiResponse(responseCode = "400", description = "maxLag, wait or the position cannot be read")
    @ApiResponse(responseCode = "404", description = "No transaction of this card is known")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> card(@PathVariable String cardId, HttpServletRequest request) {
        return responder.answer(
                request,
                demand -> cards.history(cardId, demand),
                history -> CardView.of(cardId, history),
                "card " + cardId);
    }

    @GetMapping("/spend")
    @Demanding
    @Operation(
            summary = "What the card spent in each window of event time, in the reference currency")
    @ApiResponse(responseCode = "200", description = "Windows that start within the range")
    @ApiResponse(responseCode = "400", description = "The range is empty or too wide")
    @ApiResponse(responseCode = "503", description = "Nobody can say at the moment; Retry-After")
    @ApiResponse(responseCode = "504", description = "Not as fresh as asked for within the wait")
    ResponseEntity<?> spend(
            @PathVariable String cardId,
            @RequestParam @Nullable Instant from,
            @RequestParam @Nullable Instant to,
            HttpServletRequest request) {
        Instant end = to == null ? wallClock.instant() : to;
        Instant start = from == null ? end.minus(SPEND_RANGE_DEFAULT) : from;
        if (start.isAfter(end) || start.isBefore(end.minus(SPEND_RANGE_MAX))) {
            throw new ErrorResponseException(
                    HttpStatus.BAD_REQUEST,
                    ProblemDetail.forStatusAndDetail(
                            HttpStatus.BAD_REQUEST,
                            "from must be before to, by at most "
                                    + SPEND_RANGE_MAX.toDays()
                                    + " days"),
                    null);
        }
        return responder.answer(
                request,
                demand -> cards.spend(cardId, start, end, demand),
                Function.identity(),
                "card " + cardId);
    }
}
