package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Expressions of every form, and transactions for them. Numbers come from a few values, so that
 * cuts are equal, values lie on cuts and either side of them, and bounds contradict each other.
 */
public final class RandomRules {
    static final List<Feature> NUMBERS =
            List.of(
                    Feature.AMOUNT_MINOR,
                    Feature.CARD_COUNT_1M,
                    Feature.TRAVEL_KM,
                    Feature.DEVICE_AGE_HOURS,
                    Feature.AMOUNT_Z_SCORE);

    static final Feature FLAG = Feature.DEVICE_KNOWN;

    private static final double[] VALUES = {-1, 0, 0.5, 1, Math.nextUp(1.0), 2, 3};
    private static final String[] COMPARATORS = {"<", "<=", ">", ">=", "==", "!="};

    private final Random random;

    public RandomRules(Random random) {
        this.random = random;
    }

    public static RuleDefinition rule(String ruleId, String expression) {
        return new RuleDefinition(
                ruleId,
                ruleId,
                expression,
                Action.SCORE,
                0.5,
                Mode.ACTIVE,
                Origin.ANALYST,
                "Test.",
                null);
    }

    /** With decimals only, so that it means the same in the whole of CEL. */
    public String expression() {
        return condition(3);
    }

    public FeatureVector transaction() {
        Map<Feature, Double> values = new EnumMap<>(Feature.class);
        for (Feature feature : NUMBERS) {
            if (random.nextInt(4) != 0) {
                values.put(feature, value());
            }
        }
        if (random.nextInt(4) != 0) {
            values.put(FLAG, (double) random.nextInt(2));
        }
        return FeatureVector.of(values);
    }

    private String condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 6 : 12)) {
            case 0, 1, 2 -> name() + comparator() + literal();
            case 3 -> literal() + comparator() + name();
            case 4 -> random.nextBoolean() ? FLAG.featureName() : "present(" + anyName() + ")";
            case 5 -> name() + " in [" + literal() + ", " + literal() + "]";
            case 6, 7 -> "(" + condition(depth - 1) + " && " + condition(depth - 1) + ")";
            case 8 -> "(" + condition(depth - 1) + " || " + condition(depth - 1) + ")";
            case 9 -> "!(" + condition(depth - 1) + ")";
            case 10 ->
                    random.nextBoolean()
                            ? "(%s ? %s : %s)"
                                    .formatted(
                                            condition(depth - 1),
                                            condition(depth - 1),
                                            condition(depth - 1))
                            : "((%s) %s (%s))"
                                    .formatted(
                                            condition(depth - 1),
                                            random.nextBoolean() ? "==" : "!=",
                                            condition(depth - 1));
            default -> quantity(depth - 1) + comparator() + quantity(depth - 1);
        };
    }

    private String quantity(int depth) {
        return switch (random.nextInt(depth == 0 ? 2 : 6)) {
            case 0 -> literal();
            case 1 -> name();
            case 2 -> "(" + quantity(depth - 1) + " + " + quantity(depth - 1) + ")";
            case 3 -> "-(" + quantity(depth - 1) + ")";
            case 4 -> "(" + quantity(depth - 1) + " / 2.0 - 3.0 * " + quantity(depth - 1) + ")";
            default ->
                    "(%s ? %s : %s)"
                            .formatted(
                                    condition(depth - 1), quantity(depth - 1), quantity(depth - 1));
        };
    }

    private String comparator() {
        return " " + COMPARATORS[random.nextInt(COMPARATORS.length)] + " ";
    }

    private String literal() {
        return String.valueOf(value());
    }

    private double value() {
        return VALUES[random.nextInt(VALUES.length)];
    }

    private String name() {
        return NUMBERS.get(random.nextInt(NUMBERS.size())).featureName();
    }

    private String anyName() {
        return random.nextInt(3) == 0 ? FLAG.featureName() : name();
    }
}
