package dev.tributary.fraud.wire;

import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.schemas.fraud.Rule;
import dev.tributary.schemas.fraud.RuleAction;
import dev.tributary.schemas.fraud.RuleMode;
import dev.tributary.schemas.fraud.RuleOrigin;

/** Between a rule and its record on the wire. */
public final class RuleAvroMapper {
    private RuleAvroMapper() {}

    /** The record; its key is the rule's id. */
    public static Rule toAvro(PublishedRule rule) {
        RuleDefinition definition = rule.definition();
        Rule avro = new Rule();
        avro.setRuleId(definition.ruleId());
        avro.setFamily(definition.family());
        avro.setExpression(definition.expression());
        avro.setAction(
                switch (definition.action()) {
                    case BLOCK -> RuleAction.BLOCK;
                    case REVIEW -> RuleAction.REVIEW;
                    case SCORE -> RuleAction.SCORE;
                });
        avro.setWeight(definition.weight());
        avro.setMode(
                switch (definition.mode()) {
                    case ACTIVE -> RuleMode.ACTIVE;
                    case SHADOW -> RuleMode.SHADOW;
                    case DISABLED -> RuleMode.DISABLED;
                });
        avro.setOrigin(
                switch (definition.origin()) {
                    case ANALYST -> RuleOrigin.ANALYST;
                    case LEARNED -> RuleOrigin.LEARNED;
                    case BUILT_IN ->
                            throw new IllegalArgumentException(
                                    "a rule of the settings stays there");
                });
        avro.setDescription(definition.description());
        avro.setExpiresAt(definition.expiresAt());
        avro.setProvenance(rule.provenance());
        avro.setUpdatedAt(rule.updatedAt());
        return avro;
    }

    /**
     * @param key the record's key, which must be the rule's id
     * @throws InvalidRuleException when a field holds what no rule can hold, or something that this
     *     version does not know
     */
    public static PublishedRule toDomain(String key, Rule rule) {
        if (!key.equals(rule.getRuleId())) {
            throw new InvalidRuleException(
                    "rule %s has the key %s".formatted(rule.getRuleId(), key));
        }
        try {
            return new PublishedRule(
                    new RuleDefinition(
                            rule.getRuleId(),
                            rule.getFamily(),
                            rule.getExpression(),
                            action(rule),
                            rule.getWeight(),
                            mode(rule),
                            origin(rule),
                            rule.getDescription(),
                            rule.getExpiresAt()),
                    rule.getProvenance(),
                    rule.getUpdatedAt());
        } catch (IllegalArgumentException impossible) {
            throw new InvalidRuleException(String.valueOf(impossible.getMessage()), impossible);
        }
    }

    private static Action action(Rule rule) {
        return switch (rule.getAction()) {
            case BLOCK -> Action.BLOCK;
            case REVIEW -> Action.REVIEW;
            case SCORE -> Action.SCORE;
            case UNKNOWN -> throw unknown("action");
        };
    }

    private static Mode mode(Rule rule) {
        return switch (rule.getMode()) {
            case ACTIVE -> Mode.ACTIVE;
            case SHADOW -> Mode.SHADOW;
            case DISABLED -> Mode.DISABLED;
            case UNKNOWN -> throw unknown("mode");
        };
    }

    private static Origin origin(Rule rule) {
        return switch (rule.getOrigin()) {
            case ANALYST -> Origin.ANALYST;
            case LEARNED -> Origin.LEARNED;
            case UNKNOWN -> throw unknown("origin");
        };
    }

    private static InvalidRuleException unknown(String field) {
        return new InvalidRuleException("this version does not know its " + field);
    }
}
