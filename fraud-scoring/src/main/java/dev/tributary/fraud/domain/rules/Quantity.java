package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

/**
 * The part of a plan that has a number as its value; not a number where something in it is absent
 * or has no result, such as 0 / 0. Arithmetic is IEEE 754's, as CEL's is for doubles, except that a
 * division by zero has no result: no rule should speak because it divided by zero.
 */
sealed interface Quantity {
    /** The value, NaN where there is none. */
    double of(FeatureVector features);

    /** A finite number from the text. */
    record Constant(double value) implements Quantity {
        @Override
        public double of(FeatureVector features) {
            return value;
        }
    }

    /** The value of a feature. */
    record Value(Feature feature) implements Quantity {
        @Override
        public double of(FeatureVector features) {
            return features.get(feature);
        }
    }

    /** What is done with two numbers. */
    enum Operation {
        PLUS,
        MINUS,
        TIMES,
        OVER
    }

    /** Two numbers made one. */
    record Calculation(Operation operation, Quantity left, Quantity right) implements Quantity {
        @Override
        public double of(FeatureVector features) {
            return calculate(operation, left.of(features), right.of(features));
        }

        static double calculate(Operation operation, double left, double right) {
            return switch (operation) {
                case PLUS -> left + right;
                case MINUS -> left - right;
                case TIMES -> left * right;
                case OVER -> right == 0 ? Double.NaN : left / right;
            };
        }
    }

    /**
     * One of two numbers.
     *
     * @param condition when it is the first
     * @param opposite when it is the second; where neither holds, there is no number
     */
    record Choice(Condition condition, Condition opposite, Quantity first, Quantity second)
            implements Quantity {
        @Override
        public double of(FeatureVector features) {
            if (condition.holds(features)) {
                return first.of(features);
            }
            return opposite.holds(features) ? second.of(features) : Double.NaN;
        }
    }
}
