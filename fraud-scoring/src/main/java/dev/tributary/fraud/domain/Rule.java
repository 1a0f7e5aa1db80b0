package dev.tributary.fraud.domain;

import org.jspecify.annotations.Nullable;

/**
 * One thing that speaks for fraud: looks at the features of a transaction and either says nothing
 * or gives its reason. Rules hold no state and never throw; an absent feature makes a rule silent.
 */
public sealed interface Rule
        permits VelocityCountRule,
                VelocitySumRule,
                ImpossibleTravelRule,
                UnusualSpendRule,
                CardTestingRule,
                NewDeviceLargeSpendRule {
    /** Stable name, capitals and underscores. */
    String code();

    /** Suspicion that it adds where it speaks, above 0 to 1. */
    double weight();

    /** Rules of one family look at the same evidence, so only the heaviest counts in the score. */
    default String family() {
        return code();
    }

    /** The reason, null where the rule has nothing to say. */
    @Nullable Reason evaluate(FeatureVector features);
}
