package dev.tributary.fraud.domain;

import java.util.List;

/**
 * What the scorer concluded about a transaction.
 *
 * @param decision what to do
 * @param score suspicion, 0 to 1: 1 - (1 - weight) (1 - weight) ... over the reasons
 * @param reasons the rules that spoke, heaviest first, ties by code; empty where none did
 * @param features what the scorer saw
 * @param degraded what it had to do without, as {@code kind:subject}; empty where the verdict is
 *     complete
 * @param ruleSetVersion the rules and settings that were applied
 */
public record Verdict(
        Decision decision,
        double score,
        List<Reason> reasons,
        FeatureVector features,
        List<String> degraded,
        String ruleSetVersion) {
    public Verdict {
        reasons = List.copyOf(reasons);
        degraded = List.copyOf(degraded);
    }
}
