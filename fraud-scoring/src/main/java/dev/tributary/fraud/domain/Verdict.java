package dev.tributary.fraud.domain;

import dev.tributary.fraud.domain.model.ModelScore;

import org.jspecify.annotations.Nullable;

import java.util.List;

/**
 * What the scorer concluded about a transaction.
 *
 * @param decision what to do
 * @param score suspicion, 0 to 1: 1 - (1 - weight) (1 - weight) ... over the reasons
 * @param reasons the rules that spoke and the model where it did, those that force a decision
 *     first, then heaviest first, ties by code; empty where none did, the weightiest {@link
 *     RuleSet#MAX_REASONS} where more did
 * @param shadow codes of the rules on trial that would have spoken and decided nothing, at most
 *     {@link RuleSet#MAX_SHADOW}
 * @param features what the scorer saw
 * @param degraded what it had to do without, as {@code kind:subject}; empty where the verdict is
 *     complete
 * @param ruleSetVersion the rules and settings that were applied
 * @param model what the model said that was applied; null where none was
 */
public record Verdict(
        Decision decision,
        double score,
        List<Reason> reasons,
        List<String> shadow,
        FeatureVector features,
        List<String> degraded,
        String ruleSetVersion,
        @Nullable ModelScore model) {
    public Verdict {
        reasons = List.copyOf(reasons);
        shadow = List.copyOf(shadow);
        degraded = List.copyOf(degraded);
    }
}
