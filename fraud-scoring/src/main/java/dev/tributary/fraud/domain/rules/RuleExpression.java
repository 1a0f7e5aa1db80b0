package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

import java.util.List;

/**
 * An expression that was read, type-checked and planned. Immutable; made by {@link RuleCompiler}.
 */
public final class RuleExpression {
    private final String text;
    private final List<Feature> features;
    private final Condition condition;
    private final List<Term> terms;

    RuleExpression(String text, List<Feature> features, Condition condition, List<Term> terms) {
        this.text = text;
        this.features = features;
        this.condition = condition;
        this.terms = terms;
    }

    public String text() {
        return text;
    }

    /** The features that it names, in order. */
    public List<Feature> features() {
        return features;
    }

    /** Whether it holds, without an index. Never throws; bounded by the length of the text. */
    public boolean holds(FeatureVector vector) {
        return condition.holds(vector);
    }

    /** The ways for it to hold. */
    List<Term> terms() {
        return terms;
    }

    @Override
    public String toString() {
        return text;
    }
}
