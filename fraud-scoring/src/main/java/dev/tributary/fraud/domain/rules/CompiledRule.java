package dev.tributary.fraud.domain.rules;

/**
 * A rule ready for use.
 *
 * @param definition as it was written
 * @param expression what its text says
 */
public record CompiledRule(RuleDefinition definition, RuleExpression expression) {
    public String ruleId() {
        return definition.ruleId();
    }
}
