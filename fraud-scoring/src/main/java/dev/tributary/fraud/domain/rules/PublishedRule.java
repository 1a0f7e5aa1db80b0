package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * A rule that comes from outside the settings, as it is kept.
 *
 * @param definition the rule; not {@link Origin#BUILT_IN}
 * @param provenance where a learned rule comes from and how it did on later data, in words, at most
 *     {@value #MAX_PROVENANCE_LENGTH} UTF-16 units; null where there is nothing to tell
 * @param updatedAt wall-clock time at which it was put as it stands; decides nothing
 */
public record PublishedRule(
        RuleDefinition definition, @Nullable String provenance, Instant updatedAt) {
    public static final int MAX_PROVENANCE_LENGTH = 1_000;

    public PublishedRule {
        if (definition.origin() == Origin.BUILT_IN) {
            throw new IllegalArgumentException(
                    "rule " + definition.ruleId() + " is of the settings, which publish nothing");
        }
        if (provenance != null && provenance.length() > MAX_PROVENANCE_LENGTH) {
            throw new IllegalArgumentException(
                    "provenance has "
                            + provenance.length()
                            + " characters, more than "
                            + MAX_PROVENANCE_LENGTH);
        }
    }

    public String ruleId() {
        return definition.ruleId();
    }
}
