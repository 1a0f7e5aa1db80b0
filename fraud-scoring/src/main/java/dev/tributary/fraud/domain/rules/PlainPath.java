package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.rules.Condition.Comparator;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A short cut for what learned rules look like: flags and comparisons of a feature with a number,
 * joined by {@code &&} and written with single spaces, as in {@code cardCount1m > 5 &&
 * !deviceKnown}. CEL remains what the text means; this takes the same plan out of it without CEL's
 * cost and warm-up, so that thousands of new rules can come at once. Whatever looks different, or
 * wrong, is left to CEL.
 */
record PlainPath(Condition condition, List<Feature> features) {
    /** Numbers short enough to be exact in either reading. */
    private static final Pattern STEP =
            Pattern.compile(
                    "(!?)([a-z][A-Za-z0-9]*)"
                            + "(?: (<=|>=|==|!=|<|>) (-?(?:0|[1-9][0-9]{0,14})(?:\\.[0-9]{1,15})?))?");

    /** What the text says, null where it is to be left to CEL. */
    static @Nullable PlainPath of(String text) {
        List<Condition> conditions = new ArrayList<>();
        Set<Feature> features = new LinkedHashSet<>();
        for (String step : text.split(" && ", -1)) {
            Matcher matcher = STEP.matcher(step);
            Optional<Feature> feature =
                    matcher.matches() ? Feature.named(matcher.group(2)) : Optional.empty();
            Condition condition = feature.isPresent() ? step(matcher, feature.get()) : null;
            if (condition == null) {
                return null;
            }
            conditions.add(condition);
            features.add(feature.get());
        }
        return new PlainPath(Condition.all(conditions), List.copyOf(features));
    }

    private static @Nullable Condition step(Matcher step, Feature feature) {
        boolean negated = !step.group(1).isEmpty();
        String comparator = step.group(3);
        if (feature.type() == Feature.Type.FLAG) {
            return comparator == null ? Planner.flag(feature, !negated) : null;
        }
        if (comparator == null || negated) {
            return null;
        }
        // Plus zero, so that there is one zero only.
        double limit = Double.parseDouble(step.group(4)) + 0.0;
        return Planner.bounded(
                feature,
                switch (comparator) {
                    case "<" -> Comparator.BELOW;
                    case "<=" -> Comparator.UP_TO;
                    case ">" -> Comparator.ABOVE;
                    case ">=" -> Comparator.FROM;
                    case "==" -> Comparator.EQUAL;
                    case "!=" -> Comparator.DIFFERENT;
                    default -> throw new IllegalStateException("no comparator: " + comparator);
                },
                limit);
    }
}
