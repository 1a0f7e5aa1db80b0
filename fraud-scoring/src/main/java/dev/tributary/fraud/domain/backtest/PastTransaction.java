package dev.tributary.fraud.domain.backtest;

import dev.tributary.fraud.domain.Decision;
import dev.tributary.fraud.domain.FeatureVector;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A transaction as it was seen when it was decided.
 *
 * @param occurredAt event time
 * @param features as the scorer saw them
 * @param decision what was decided then; null where nobody decided, as in a file of history
 */
public record PastTransaction(
        Instant occurredAt, FeatureVector features, @Nullable Decision decision) {}
