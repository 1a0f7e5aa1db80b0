package dev.tributary.fraud.domain;

import java.util.List;

/**
 * What the scorer concluded about a transaction.
 *
 * @param decision what to do
 * @param score suspicion, 0 to 1: 1 - (1 - weight) (1 - weight) ... over the reasons
 * @param reasons the rules that spoke, those that force a decision first, then heaviest first, ties
 *     by code; empty where none did, the weightiest {@link RuleSet#MAX_REASONS} where more did
 * @param shadow codes of the rules on trial that would have spoken and decided nothing, at most
 *     {@link RuleSet#MAX_SHADOW}
 * @param features what the scorer saw
 * @param degraded what it had to do without, as {@code kind:subject}; empty where the verdict is
 *     complete
 * @param ruleSetVersion the rules and settings that were applied
 */
public record Verdict(
        Decision decision,
        double score,
        List<Reason> reasons,
        List<String> shadow,
        FeatureVector features,
        List<String> degraded,
        String ruleSetVersion) {
    public Verdict {
        reasons = List.copyOf(reasons);
        shadow = List.copyOf(shadow);
        degraded = List.copyOf(degraded);
    }
}
