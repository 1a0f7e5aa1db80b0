package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.Reason;
import dev.tributary.fraud.domain.cases.Opening;
import dev.tributary.fraud.domain.cases.Resolution;
import dev.tributary.fraud.domain.cases.ReviewCase;
import dev.tributary.fraud.domain.cases.ReviewCase.Status;
import dev.tributary.fraud.domain.cases.Ruling;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** A case in JSON. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record CaseDocument(
        String transactionId,
        String cardId,
        @Schema(allowableValues = {"OPEN", "RESOLVED"}) Status status,
        @Schema(description = "Suspicion, 0 to 1") double score,
        @Schema(description = "Rules that spoke, the heaviest first; at most 64")
                List<Reason> reasons,
        @Schema(description = "When its verdict arrived in the log") Instant openedAt,
        @Schema(description = "Event time of the transaction") Instant occurredAt,
        @Nullable Resolved resolution) {

    /** What was made of it, by the label that counts. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Resolved(
            Ruling decision,
            @Nullable String note,
            @Schema(description = "Who says so: CHARGEBACK or ANALYST") String source,
            @Schema(description = "From when on it was known") Instant resolvedAt) {
        static @Nullable Resolved of(@Nullable Resolution resolution) {
            return resolution == null
                    ? null
                    : new Resolved(
                            resolution.ruling(),
                            resolution.note(),
                            resolution.source(),
                            resolution.labelledAt());
        }
    }

    /**
     * @param known one with an opening
     */
    static CaseDocument of(ReviewCase known) {
        Opening opening = Objects.requireNonNull(known.opening(), "a case is opened");
        return new CaseDocument(
                known.transactionId().value(),
                opening.cardId().value(),
                known.status(),
                opening.score(),
                opening.reasons(),
                opening.openedAt(),
                opening.occurredAt(),
                Resolved.of(known.resolution()));
    }
}
