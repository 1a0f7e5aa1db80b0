package dev.tributary.fraud.api;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.PerformanceKey;
import dev.tributary.fraud.query.PerformanceFeed;
import dev.tributary.fraud.query.RuleFeed;
import dev.tributary.schemas.fraud.RulePerformance;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.time.Duration;

/** How rules and models did by what labels say; every instance knows all of it. */
@RestController
@Tag(name = "performance", description = "How rules and models did by what labels say")
class PerformanceController {
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final PerformanceFeed performances;
    private final CompactedFeed<String, RulePerformance> feed;
    private final RuleFeed rules;

    PerformanceController(
            PerformanceFeed performances,
            CompactedFeed<String, RulePerformance> feed,
            RuleFeed rules) {
        this.performances = performances;
        this.feed = feed;
        this.rules = rules;
    }

    @GetMapping("/v1/rules/{ruleId}/performance")
    @Operation(summary = "Hits of a rule, speaking or on trial, and what became of them")
    @ApiResponse(responseCode = "200", description = "By day of event time and in total")
    @ApiResponse(responseCode = "404", description = "Neither the rule nor a hit of it is known")
    @ApiResponse(responseCode = "503", description = "Not known yet; Retry-After")
    PerformanceDocument rule(@PathVariable String ruleId) {
        requireLoaded();
        Performance performance =
                performances
                        .find(key(ruleId, PerformanceKey::rule))
                        .orElseGet(() -> withoutHits(ruleId));
        return PerformanceDocument.of(ruleId, performances.labelDelay(), performance);
    }

    @GetMapping("/v1/models/{version}/performance")
    @Operation(summary = "Transactions that a model spoke about, and what became of them")
    @ApiResponse(responseCode = "200", description = "By day of event time and in total")
    @ApiResponse(responseCode = "404", description = "The model spoke about no transaction")
    @ApiResponse(responseCode = "503", description = "Not known yet; Retry-After")
    PerformanceDocument model(@PathVariable String version) {
        requireLoaded();
        Performance performance =
                performances
                        .find(key(version, PerformanceKey::model))
                        .orElseThrow(() ->
                                notFound(
                                        "Of model %s no word on a transaction is known."
                                                .formatted(version)));
        return PerformanceDocument.of(version, performances.labelDelay(), performance);
    }

    private Performance withoutHits(String ruleId) {
        if (rules.find(ruleId) == null) {
            throw notFound("There is no rule %s, and no hit of it is known.".formatted(ruleId));
        }
        return performances.of(PerformanceKey.rule(ruleId));
    }

    /** What cannot be a code was never heard of. */
    private static PerformanceKey key(
            String code, java.util.function.Function<String, PerformanceKey> of) {
        try {
            return of.apply(code);
        } catch (IllegalArgumentException e) {
            throw notFound(String.valueOf(e.getMessage()));
        }
    }

    private void requireLoaded() {
        if (!performances.isLoaded()) {
            throw new ProblemException(
                    Problem.unavailable(
                            "Performances are not known yet: " + feed.obstacle(), RETRY_AFTER));
        }
    }

    private static ProblemException notFound(String detail) {
        return new ProblemException(Problem.of(ProblemType.NOT_FOUND, detail));
    }
}
