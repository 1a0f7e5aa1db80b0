package dev.tributary.fraud.api;

import dev.tributary.common.query.AwaitedChange;
import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.web.HttpBody;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleGuard;
import dev.tributary.fraud.publish.RulePublisher;
import dev.tributary.fraud.query.KnownRule;
import dev.tributary.fraud.query.RuleFeed;
import dev.tributary.schemas.fraud.Rule;

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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.time.InstantSource;
import java.util.List;

/**
 * Rules while the service runs. A change is answered when the brokers have it and this instance
 * judges by it; every other instance does within a second.
 */
@RestController
@RequestMapping(RuleController.PATH)
@Tag(name = "rules", description = "What verdicts are made of")
class RuleController {
    static final String PATH = "/v1/rules";

    private static final int LIMIT_DEFAULT = 100;
    private static final int LIMIT_MAX = 1_000;

    private final RuleFeed rules;
    private final CompactedFeed<String, Rule> feed;
    private final RulePublisher publisher;
    private final RuleGuard guard;
    private final RuleApiSettings settings;
    private final InstantSource wallClock;

    RuleController(
            RuleFeed rules,
            CompactedFeed<String, Rule> feed,
            RulePublisher publisher,
            RuleGuard guard,
            RuleApiSettings settings,
            InstantSource wallClock) {
        this.rules = rules;
        this.feed = feed;
        this.publisher = publisher;
        this.guard = guard;
        this.settings = settings;
        this.wallClock = wallClock;
    }

    @GetMapping
    @Operation(summary = "All rules in the order of their ids, those of the settings included")
    @ApiResponse(responseCode = "200", description = "A page of them")
    @ApiResponse(responseCode = "400", description = "limit is not from 1 to " + LIMIT_MAX)
    RulePage list(
            @RequestParam(defaultValue = "" + LIMIT_DEFAULT) int limit,
            @RequestParam(defaultValue = "") String cursor) {
        if (limit < 1 || limit > LIMIT_MAX) {
            throw new ProblemException(Problem.invalid("limit", "must be from 1 to " + LIMIT_MAX));
        }
        List<KnownRule> found = rules.list(cursor, limit + 1);
        boolean more = found.size() > limit;
        List<KnownRule> page = more ? found.subList(0, limit) : found;
        return new RulePage(
                page.stream().map(rule -> RuleDocument.of(rule, guard)).toList(),
                more ? page.getLast().ruleId() : null,
                rules.get().version(),
                rules.isLoaded());
    }

    @GetMapping("/{ruleId}")
    @Operation(summary = "A rule and what this instance makes of it")
    @ApiResponse(responseCode = "200", description = "The rule")
    @ApiResponse(responseCode = "404", description = "There is none of this id")
    @ApiResponse(responseCode = "503", description = "Rules are not known yet; Retry-After")
    RuleDocument rule(@PathVariable String ruleId) {
        return RuleDocument.of(existing(ruleId), guard);
    }

    @PutMapping(path = "/{ruleId}", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Make a rule, or replace it",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RuleBody.class))))
    @ApiResponse(responseCode = "200", description = "Replaced, and in force here")
    @ApiResponse(responseCode = "201", description = "Made, and in force here")
    @ApiResponse(responseCode = "202", description = "Written, and not in force here yet")
    @ApiResponse(responseCode = "400", description = "Fields are at fault; all are listed")
    @ApiResponse(responseCode = "409", description = "A rule of the settings, or too many rules")
    @ApiResponse(responseCode = "422", description = "The expression means nothing; says where")
    @ApiResponse(
            responseCode = "503",
            description = "Not known whether it was written: send it again after Retry-After")
    ResponseEntity<RuleDocument> put(@PathVariable String ruleId, HttpServletRequest request) {
        PublishedRule rule =
                RuleReader.read(
                        ruleId, HttpBody.read(request, settings.bodyLimit()), wallClock.instant());
        refuseBuiltIn(ruleId);
        boolean isNew = rules.find(ruleId) == null;
        if (isNew && rules.size() >= CompiledRules.MAX_RULES) {
            throw conflict("There are %d rules already; remove one first.".formatted(rules.size()));
        }
        boolean inForce = inForce(() -> publisher.put(rule));
        KnownRule known = rules.find(ruleId);
        RuleDocument document =
                inForce && known != null
                        ? RuleDocument.of(known, guard)
                        : RuleDocument.pending(rule);
        return ResponseEntity.status(status(inForce, isNew)).body(document);
    }

    private static HttpStatus status(boolean inForce, boolean isNew) {
        if (!inForce) {
            return HttpStatus.ACCEPTED;
        }
        return isNew ? HttpStatus.CREATED : HttpStatus.OK;
    }

    @DeleteMapping("/{ruleId}")
    @Operation(summary = "Remove a rule")
    @ApiResponse(responseCode = "202", description = "Written, and still in force here")
    @ApiResponse(responseCode = "204", description = "Removed, and no longer in force here")
    @ApiResponse(responseCode = "404", description = "There is none of this id")
    @ApiResponse(responseCode = "409", description = "A rule of the settings")
    @ApiResponse(
            responseCode = "503",
            description = "Not known whether it was written: send it again after Retry-After")
    ResponseEntity<Void> remove(@PathVariable String ruleId) {
        refuseBuiltIn(ruleId);
        existing(ruleId);
        boolean inForce = inForce(() -> publisher.remove(ruleId));
        return ResponseEntity.status(inForce ? HttpStatus.NO_CONTENT : HttpStatus.ACCEPTED).build();
    }

    private KnownRule existing(String ruleId) {
        KnownRule known = rules.find(ruleId);
        if (known == null && !rules.isLoaded()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "Rules are not known yet: " + feed.obstacle(),
                            AwaitedChange.RETRY_AFTER));
        }
        if (known == null) {
            throw new ProblemException(
                    Problem.of(ProblemType.NOT_FOUND, "There is no rule " + ruleId + "."));
        }
        return known;
    }

    private void refuseBuiltIn(String ruleId) {
        if (rules.isBuiltIn(ruleId)) {
            throw conflict(
                    "Rule %s is one of the settings and changes only with them; to watch or replace"
                                    .formatted(ruleId)
                            + " it, put a rule of another id.");
        }
    }

    private boolean inForce(AwaitedChange.Write change) {
        return AwaitedChange.inForce(change, feed, settings.inForceWait(), rules::awaitInForce);
    }

    private static ProblemException conflict(String detail) {
        return new ProblemException(Problem.of(ProblemType.CONFLICT, detail));
    }
}
