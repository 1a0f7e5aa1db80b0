package dev.tributary.fraud.query;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.fraud.domain.learning.LearnedRules;
import dev.tributary.fraud.domain.learning.Performance;
import dev.tributary.fraud.domain.learning.PerformanceKey;
import dev.tributary.fraud.domain.learning.PromotionPolicy.Candidate;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Learned rules as this instance knows them, by the feeds of rules and of their performance. */
public final class LearnedRuleView implements LearnedRules {
    private final RuleFeed rules;
    private final PerformanceFeed performances;
    private final List<CompactedFeed<?, ?>> feeds;

    /**
     * @param feeds which bring both, and must be up to date
     */
    public LearnedRuleView(
            RuleFeed rules, PerformanceFeed performances, List<CompactedFeed<?, ?>> feeds) {
        this.rules = rules;
        this.performances = performances;
        this.feeds = List.copyOf(feeds);
    }

    @Override
    public @Nullable String obstacle() {
        for (CompactedFeed<?, ?> feed : feeds) {
            String obstacle = feed.obstacle();
            if (obstacle != null) {
                return obstacle;
            }
        }
        return null;
    }

    @Override
    public List<Candidate> candidates() {
        return rules.list("", CompiledRules.MAX_RULES).stream()
                .flatMap(rule ->
                        rule instanceof KnownRule.Usable usable
                                ? Stream.of(usable.definition())
                                : Stream.empty())
                .filter(LearnedRuleView::mayChange)
                .map(rule ->
                        new Candidate(rule, performances.of(PerformanceKey.rule(rule.ruleId()))))
                .toList();
    }

    private static boolean mayChange(RuleDefinition rule) {
        return rule.origin() == Origin.LEARNED && rule.mode() != Mode.DISABLED;
    }

    @Override
    public Performance everything() {
        return performances.of(PerformanceKey.EVERY_TRANSACTION);
    }

    @Override
    public Optional<PublishedRule> find(String ruleId) {
        return rules.find(ruleId) instanceof KnownRule.Usable usable
                ? Optional.ofNullable(usable.published())
                : Optional.empty();
    }
}
