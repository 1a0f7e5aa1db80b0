package dev.tributary.fraud.query;

import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleFault;

import org.jspecify.annotations.Nullable;

import java.util.List;

/** What this instance knows of a rule. */
public sealed interface KnownRule {
    String ruleId();

    /**
     * A rule that this version can read.
     *
     * @param definition as it was written last
     * @param published how it is kept; null for a rule of the settings
     * @param inSet whether the set in force was made with just this definition; one that is refused
     *     or switched off may be in it and never speaks
     * @param leftOut why the set was made without it; null where it was not
     * @param faults why its expression means nothing to this version; empty where it means
     *     something
     */
    record Usable(
            RuleDefinition definition,
            @Nullable PublishedRule published,
            boolean inSet,
            @Nullable String leftOut,
            List<RuleFault> faults)
            implements KnownRule {
        @Override
        public String ruleId() {
            return definition.ruleId();
        }
    }

    /**
     * A record that is no rule to this version.
     *
     * @param reason why
     */
    record Unusable(String ruleId, String reason) implements KnownRule {}
}
