package dev.tributary.fraud.topology;

import dev.tributary.schemas.fraud.Verdict;

import java.time.Duration;

/**
 * Is told of every verdict as it is made, before it is committed; for metrics, never for effects.
 */
@FunctionalInterface
public interface ScoringListener {
    /**
     * @param verdict what was decided, or is repeated
     * @param age wall-clock time since the transaction was taken in
     */
    void decided(Verdict verdict, Duration age);
}
