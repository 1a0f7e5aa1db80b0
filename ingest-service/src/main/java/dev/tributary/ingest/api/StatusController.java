package dev.tributary.ingest.api;

import dev.tributary.common.query.Freshness;
import dev.tributary.common.query.InputPosition;
import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.query.ReadDemand;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.ingest.domain.KnownTransaction;
import dev.tributary.ingest.domain.OrderNews;
import dev.tributary.ingest.domain.TransactionId;
import dev.tributary.ingest.query.OrderOutcome;
import dev.tributary.ingest.query.RecentTransactions;
import dev.tributary.ingest.query.StatusAnswer;
import dev.tributary.ingest.query.StatusAnswer.Served;
import dev.tributary.ingest.query.TransactionStatusQuery;
import dev.tributary.ingest.query.WaitingRequests;
import dev.tributary.ingest.query.WaitingRequests.Outcome;
import dev.tributary.ingest.query.WaitingRequests.Waiter;
import dev.tributary.schemas.fraud.Verdict;
import dev.tributary.schemas.inventory.Order;

import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;

/**
 * {@code GET /v1/transactions/{id}}: the verdict and the order, or where the transaction stands.
 * Answers from what this instance has lately seen, else from the state of the instance that owns
 * the id. Waiting is done here and not there, because verdicts and orders come by at every
 * instance.
 */
@RestController
@Tag(name = "Transactions", description = "Card transactions in, verdicts back.")
final class StatusController {
    /** First pause between two questions to the state while a request waits; then doubled. */
    private static final Duration ASK_AGAIN_MIN = Duration.ofMillis(100);

    private final RecentTransactions recent;
    private final WaitingRequests waitingRequests;
    private final TransactionStatusQuery status;
    private final QueryResponder responder;
    private final Duration waitMax;

    StatusController(
            RecentTransactions recent,
            WaitingRequests waitingRequests,
            TransactionStatusQuery status,
            QueryResponder responder,
            ApiSettings settings) {
        this.recent = recent;
        this.waitingRequests = waitingRequests;
        this.status = status;
        this.responder = responder;
        this.waitMax = settings.waitMax();
    }

    @Operation(
            summary = "Ask for the verdict on a transaction, and for its order",
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
                        description = "The transaction is in the log and waits for its verdict.",
                        content =
                                @Content(
                                        mediaType = MediaType.APPLICATION_JSON_VALUE,
                                        schema = @Schema(implementation = PendingDocument.class))),
                @ApiResponse(
                        responseCode = "400",
                        description = "wait, maxLag or the position cannot be read.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "404",
                        description = "No such transaction, or it came longer ago than is kept.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "503",
                        description = "Nobody can say at the moment; see Retry-After.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class))),
                @ApiResponse(
                        responseCode = "504",
                        description = "The state is not as fresh as asked for within the wait.",
                        content =
                                @Content(
                                        mediaType = Problem.MEDIA_TYPE,
                                        schema = @Schema(implementation = Problem.class)))
            })
    @Parameter(
            name = ReadDemand.MAX_LAG,
            in = ParameterIn.QUERY,
            description =
                    "Records that a copy of the state may be behind, to answer for an owner that"
                            + " cannot.",
            schema = @Schema(type = "integer", format = "int64", minimum = "0"))
    @Parameter(
            name = ReadDemand.MIN_POSITION_HEADER,
            in = ParameterIn.HEADER,
            description =
                    "Tributary-Position of an earlier answer, which this one is not to be behind"
                            + " of.",
            schema = @Schema(type = "string"))
    @GetMapping(
            path = TransactionController.PATH + "/{transactionId}",
            produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> get(
            @PathVariable("transactionId") String transactionId,
            @Parameter(
                            description =
                                    "How long to wait for the verdict and for what becomes of the"
                                            + " order, and for the position asked for, ISO 8601.",
                            schema =
                                    @Schema(type = "string", format = "duration", example = "PT1S"))
                    @RequestParam(name = ReadDemand.WAIT, required = false)
                    @Nullable String wait,
            @Parameter(description = "Adds the features that the scorer saw.")
                    @RequestParam(name = "explain", defaultValue = "false")
                    boolean explain,
            HttpServletRequest request) {
        long arrivedNanos = System.nanoTime();
        ReadDemand demand = ReadDemand.of(request, ReadDemand.WAIT_DEFAULT, waitMax);
        TransactionId id = id(transactionId);
        StatusAnswer answer =
                wait == null || demand.patience().isZero()
                        ? ask(id, demand)
                        : waitFor(id, arrivedNanos, demand);
        return switch (answer) {
            case StatusAnswer.Known known -> known(known, explain);
            case StatusAnswer.Unknown(Served served) ->
                    throw QueryResponder.absent(
                            served.freshness(), served.by(), "Transaction " + id);
            case StatusAnswer.Behind(Served served) ->
                    throw QueryResponder.tooLate(served.freshness(), served.by());
            case StatusAnswer.NoAnswer(String reason) ->
                    throw new ProblemException(
                            Problem.unavailable(reason, TransactionIntake.RETRY_AFTER));
        };
    }

    /** An entry as it is stored, for other instances. */
    @Hidden
    @GetMapping(TransactionStatusQuery.PEER_PATH + "{transactionId}")
    ResponseEntity<?> peer(
            HttpServletRequest request, @PathVariable("transactionId") String transactionId) {
        return responder.answer(
                request,
                demand -> status.findForPeer(id(transactionId), demand),
                bytes -> bytes,
                "transaction " + transactionId);
    }

    private StatusAnswer waitFor(TransactionId id, long arrivedNanos, ReadDemand demand) {
        try (Waiter waiter = waitingRequests.expectAny(id)) {
            if (waiter == null) {
                return new StatusAnswer.NoAnswer("Too many requests wait for a verdict.");
            }
            long deadlineNanos = arrivedNanos + demand.patience().toNanos();
            StatusAnswer answer = waitFor(id, waiter, deadlineNanos, demand.within(Duration.ZERO));
            Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
            // Whoever waited for the verdict was told before the state was.
            return answer instanceof StatusAnswer.Behind && left.isPositive()
                    ? ask(id, demand.within(left))
                    : answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new StatusAnswer.NoAnswer("The service is stopping.");
        }
    }

    private StatusAnswer waitFor(
            TransactionId id, Waiter waiter, long deadlineNanos, ReadDemand demand)
            throws InterruptedException {
        // Asked after the place was taken, so that nothing can pass between.
        StatusAnswer answer = ask(id, demand);
        boolean decided = false;
        boolean over = false;
        Duration pause = ASK_AGAIN_MIN;
        Duration left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        while (!over && !isKnown(answer) && left.isPositive()) {
            // The state is asked again because what is waited for may have come by before, and be
            // forgotten: when it arrives in the state, nobody is told.
            Duration step = pause.compareTo(left) < 0 ? pause : left;
            decided = decided || isDecided(answer);
            if (!decided) {
                decided = !(waiter.await(step) instanceof Outcome.NotYet);
                answer = ask(id, demand);
            } else {
                OrderNews<Order> told = waiter.turnToOrder() ? waiter.awaitOrder(step) : null;
                answer = with(told, ask(id, demand));
                over = told != null || !waiter.turnToOrder();
            }
            pause = pause.multipliedBy(2);
            left = Duration.ofNanos(deadlineNanos - System.nanoTime());
        }
        return answer;
    }

    private static StatusAnswer with(@Nullable OrderNews<Order> told, StatusAnswer answer) {
        return told != null
                        && answer
                                instanceof
                                StatusAnswer.Known(
                                        KnownTransaction<Verdict, Order> known,
                                        Served served)
                ? new StatusAnswer.Known(known.order(told), served)
                : answer;
    }

    private static boolean isKnown(StatusAnswer answer) {
        return answer instanceof StatusAnswer.Known known
                && OrderOutcome.isKnownOf(known.transaction());
    }

    private static boolean isDecided(StatusAnswer answer) {
        return answer instanceof StatusAnswer.Known known && known.transaction().verdict() != null;
    }

    private StatusAnswer ask(TransactionId id, ReadDemand demand) {
        if (!demand.minPosition().isNone()) {
            // What came by lately has no position to compare.
            return status.find(id, demand);
        }
        KnownTransaction<Verdict, Order> lately = recent.find(id).orElse(null);
        if (lately != null && isEnough(lately)) {
            return new StatusAnswer.Known(lately, null);
        }
        return switch (status.find(id, demand)) {
            case StatusAnswer.Known(KnownTransaction<Verdict, Order> kept, Served served) ->
                    new StatusAnswer.Known(merge(lately, kept), served);
            case StatusAnswer answer ->
                    lately == null ? answer : new StatusAnswer.Known(lately, null);
        };
    }

    /** Every order that changes comes by here, so that one that is known lately is the newest. */
    private static boolean isEnough(KnownTransaction<Verdict, Order> lately) {
        return lately.verdict() != null
                && (lately.order() != null || !OrderOutcome.isAwaitedFor(lately));
    }

    /** Without a verdict, what was taken in here need not be what came first in the log. */
    private static KnownTransaction<Verdict, Order> merge(
            @Nullable KnownTransaction<Verdict, Order> lately,
            KnownTransaction<Verdict, Order> kept) {
        if (lately == null) {
            return kept;
        }
        return lately.verdict() == null ? kept.hear(lately) : lately.hear(kept);
    }

    private ResponseEntity<?> known(StatusAnswer.Known known, boolean explain) {
        Served served = known.served();
        HttpHeaders headers =
                served == null
                        ? responder.headers(Freshness.active(InputPosition.NONE))
                        : QueryResponder.headers(served.freshness(), served.by());
        TransactionId id = known.transaction().id();
        Verdict verdict = known.transaction().verdict();
        return verdict == null
                ? ResponseEntity.status(HttpStatus.ACCEPTED)
                        .headers(headers)
                        .location(TransactionController.location(id))
                        .body(PendingDocument.of(id))
                : ResponseEntity.ok()
                        .headers(headers)
                        .body(
                                VerdictDocument.of(
                                        verdict, OrderDocument.of(known.transaction()), explain));
    }

    /** What cannot be an id is the id of nothing. */
    private static TransactionId id(String text) {
        try {
            return new TransactionId(text);
        } catch (IllegalArgumentException e) {
            throw notFound(text);
        }
    }

    private static ProblemException notFound(String id) {
        String shown =
                id.length() <= TransactionId.MAX_LENGTH
                        ? id
                        : id.substring(0, TransactionId.MAX_LENGTH) + "...";
        return new ProblemException(
                Problem.of(ProblemType.NOT_FOUND, "Transaction " + shown + " is not known."));
    }
}
