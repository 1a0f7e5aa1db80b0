package dev.tributary.fraud.domain.cases;

import dev.tributary.fraud.domain.CardId;
import dev.tributary.fraud.domain.Reason;

import java.time.Instant;
import java.util.List;

/**
 * Why a transaction has to be reviewed.
 *
 * @param cardId card of the transaction
 * @param score suspicion, 0 to 1
 * @param reasons rules that spoke, the heaviest first; at most {@value #REASONS_MAX}
 * @param occurredAt event time of the transaction
 * @param openedAt when its verdict arrived in the log, to the millisecond
 */
public record Opening(
        CardId cardId, double score, List<Reason> reasons, Instant occurredAt, Instant openedAt) {
    /** As many as a verdict has. */
    public static final int REASONS_MAX = 64;

    public Opening {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score is " + score + ", not 0 to 1");
        }
        reasons = List.copyOf(reasons.subList(0, Math.min(REASONS_MAX, reasons.size())));
    }
}
