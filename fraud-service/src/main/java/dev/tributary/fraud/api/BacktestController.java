package dev.tributary.fraud.api;

import dev.tributary.common.query.QueryResponder;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.query.BacktestQuery;
import dev.tributary.fraud.query.BacktestRequest;
import dev.tributary.fraud.query.BacktestRun;
import dev.tributary.fraud.query.Backtests;
import dev.tributary.fraud.query.RuleFeed;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/**
 * What rules would have done. A backtest runs on the instance that took it in and is gone with it;
 * any instance answers for any.
 */
@RestController
@RequestMapping(BacktestController.PATH)
@Tag(name = "backtests", description = "What rules would have done")
class BacktestController {
    static final String PATH = "/v1/backtests";

    private static final int LIMIT_DEFAULT = 1_000;
    private static final int LIMIT_MAX = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Backtests backtests;
    private final BacktestQuery query;
    private final RuleFeed rules;
    private final QueryResponder responder;
    private final BacktestApiSettings settings;
    private final InstantSource wallClock;

    BacktestController(
            Backtests backtests,
            BacktestQuery query,
            RuleFeed rules,
            QueryResponder responder,
            BacktestApiSettings settings,
            InstantSource wallClock) {
        this.backtests = backtests;
        this.query = query;
        this.rules = rules;
        this.responder = responder;
        this.settings = settings;
        this.wallClock = wallClock;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Try rules on the transactions of a range of event time",
            description =
                    "Rules look at the features that the scorer saw and recorded then, to the bit;"
                            + " labels are those known when the backtest begins.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = BacktestBody.class))))
    @ApiResponse(responseCode = "202", description = "It runs or waits; Location says where")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(
            responseCode = "422",
            description = "Expressions mean nothing, or the set of rules is not in force here")
    @ApiResponse(responseCode = "429", description = "As many wait as may; Retry-After")
    ResponseEntity<BacktestDocument> start(HttpServletRequest request) {
        BacktestRequest asked =
                BacktestReader.read(
                        HttpBody.read(request, settings.bodyLimit()),
                        wallClock.instant(),
                        rules.get());
        BacktestRun run = backtests.submit(asked).orElseThrow(BacktestController::tooMany);
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + run.id()))
                .body(document(run, "", LIMIT_DEFAULT));
    }

    @GetMapping("/{id}")
    @Operation(summary = "How far a backtest is, and what came of it")
    @ApiResponse(responseCode = "200", description = "The backtest")
    @ApiResponse(responseCode = "400", description = "limit is not from 1 to " + LIMIT_MAX)
    @ApiResponse(responseCode = "404", description = "None of this id, or none any more")
    @ApiResponse(responseCode = "503", description = "Its instance does not answer; Retry-After")
    ResponseEntity<?> backtest(
            @PathVariable String id,
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit,
            @RequestParam(defaultValue = "") String cursor,
            HttpServletRequest request) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(Problem.invalid("limit", "must be from 1 to " + LIMIT_MAX));
        }
        return responder.answer(
                request, query.find(id), run -> document(run, cursor, limit), "backtest " + id);
    }

    @DeleteMapping("/{id}")
    @Operation(summary = "End a backtest, wherever it is, and forget it")
    @ApiResponse(responseCode = "200", description = "What it was")
    @ApiResponse(responseCode = "404", description = "None of this id, or none any more")
    @ApiResponse(responseCode = "503", description = "Its instance does not answer; Retry-After")
    ResponseEntity<?> remove(@PathVariable String id, HttpServletRequest request) {
        return responder.answer(
                request,
                query.remove(id),
                run -> document(run, "", LIMIT_DEFAULT),
                "backtest " + id);
    }

    private BacktestDocument document(BacktestRun run, String after, int limit) {
        return BacktestDocument.of(run, backtests.ahead(run), after, limit);
    }

    private static ProblemException tooMany() {
        return new ProblemException(
                new Problem(
                        ProblemType.TOO_MANY_REQUESTS,
                        "As many backtests wait as may; end one, or come back.",
                        List.of(),
                        Map.of(),
                        RETRY_AFTER));
    }
}
