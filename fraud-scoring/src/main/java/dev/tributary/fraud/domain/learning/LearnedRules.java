package dev.tributary.fraud.domain.learning;

import dev.tributary.fraud.domain.learning.PromotionPolicy.Candidate;
import dev.tributary.fraud.domain.rules.PublishedRule;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;

/** Learned rules as they stand, and how they did. */
public interface LearnedRules {
    /** Why nothing can be said of them yet; null while something can. */
    @Nullable String obstacle();

    /** Those that are on trial or decide, with how they did. */
    List<Candidate> candidates();

    /** Performance of {@link PerformanceKey#EVERY_TRANSACTION}. */
    Performance everything();

    /** A rule as it stands now; empty where there is none. */
    Optional<PublishedRule> find(String ruleId);
}
