package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.schemas.fraud.Decision;
import dev.tributary.schemas.fraud.Verdict;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A verdict as clients see it. */
@Schema(name = "Verdict", description = "What was decided about a transaction, and why.")
record VerdictDocument(
        @Schema(description = "The transaction.") String transactionId,
        @Schema(
                        description = "What to do with the transaction.",
                        allowableValues = {"APPROVE", "REVIEW", "BLOCK"})
                String decision,
        @Schema(description = "FINAL: committed, will not change.") Finality finality,
        @Schema(description = "Suspicion from 0 (none) to 1 (certain).") double score,
        @Schema(description = "Rules that spoke, the heaviest first.") List<Reason> reasons,
        @Schema(description = "What the decision had to do without; empty: complete.")
                List<String> degraded,
        @Schema(description = "Version of the rules that were applied.") String ruleSetVersion,
        @Schema(description = "Version of the learned model, where one was applied.")
                @Nullable String modelVersion,
        @Schema(description = "Features as the scorer saw them; only with explain=true.")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable Map<String, Double> features,
        @Schema(description = "When it was decided.") Instant decidedAt,
        @Schema(description = "What became of the basket; in a stream told by events of its own.")
                @JsonInclude(JsonInclude.Include.NON_NULL)
                @Nullable OrderDocument order) {

    /** Whether a verdict can still change. */
    enum Finality {
        FINAL
    }

    /** One rule that spoke. */
    @Schema(name = "Reason")
    record Reason(
            @Schema(description = "Stable name of the rule.") String code,
            @Schema(description = "What was seen, in words.") String detail,
            @Schema(description = "Part of the rule in the score, 0 to 1.") double weight) {}

    /** Told where a decision is of a kind that this version does not know. */
    static final String DECISION_NOT_KNOWN = "decision-not-known";

    /**
     * @param order what is known of the order; null where that is told elsewhere
     * @param explain with the features
     */
    static VerdictDocument of(Verdict verdict, @Nullable OrderDocument order, boolean explain) {
        boolean known = verdict.getDecision() != Decision.UNKNOWN;
        List<String> degraded = new ArrayList<>(verdict.getDegraded());
        if (!known) {
            degraded.add(DECISION_NOT_KNOWN);
        }
        return new VerdictDocument(
                verdict.getTransactionId(),
                // A person must look at what this version cannot understand.
                (known ? verdict.getDecision() : Decision.REVIEW).name(),
                Finality.FINAL,
                verdict.getScore(),
                verdict.getReasons().stream()
                        .map(reason ->
                                new Reason(
                                        reason.getCode(), reason.getDetail(), reason.getWeight()))
                        .toList(),
                degraded,
                verdict.getRuleSetVersion(),
                verdict.getModelVersion(),
                explain ? new TreeMap<>(verdict.getFeatures()) : null,
                verdict.getDecidedAt(),
                order);
    }
}
