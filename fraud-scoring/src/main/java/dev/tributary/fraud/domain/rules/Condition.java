package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.FeatureVector;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * The part of a plan that holds or does not. There is no negation in it: the {@link Planner} has
 * moved every {@code !} into the comparisons. With that, "does not hold" may stand for both "false"
 * and "not known" without changing what the whole comes to, because all that is left are "and" and
 * "or", which never turn one into true.
 */
sealed interface Condition extends Predicate<FeatureVector> {
    boolean holds(FeatureVector features);

    @Override
    default boolean test(FeatureVector features) {
        return holds(features);
    }

    /** True or false whatever the transaction. */
    enum Always implements Condition {
        TRUE,
        FALSE;

        @Override
        public boolean holds(FeatureVector features) {
            return this == TRUE;
        }
    }

    /** A feature that is what its bound says. */
    record Bounded(Bound bound) implements Condition {
        @Override
        public boolean holds(FeatureVector features) {
            return bound.holds(features.get(bound.feature()));
        }
    }

    /** How two numbers compare. Each is false where one of them is not a number. */
    enum Comparator {
        BELOW,
        UP_TO,
        ABOVE,
        FROM,
        EQUAL,
        DIFFERENT;

        boolean holds(double left, double right) {
            return switch (this) {
                case BELOW -> left < right;
                case UP_TO -> left <= right;
                case ABOVE -> left > right;
                case FROM -> left >= right;
                case EQUAL -> left == right;
                case DIFFERENT -> left < right || left > right;
            };
        }

        /** What is true where this is false, both numbers being there. */
        Comparator opposite() {
            return switch (this) {
                case BELOW -> FROM;
                case UP_TO -> ABOVE;
                case ABOVE -> UP_TO;
                case FROM -> BELOW;
                case EQUAL -> DIFFERENT;
                case DIFFERENT -> EQUAL;
            };
        }

        /** The same with left and right changed places. */
        Comparator mirrored() {
            return switch (this) {
                case BELOW -> ABOVE;
                case UP_TO -> FROM;
                case ABOVE -> BELOW;
                case FROM -> UP_TO;
                case EQUAL, DIFFERENT -> this;
            };
        }
    }

    /** A comparison that is not simply of a feature with a constant. */
    record Comparison(Comparator comparator, Quantity left, Quantity right) implements Condition {
        @Override
        public boolean holds(FeatureVector features) {
            return comparator.holds(left.of(features), right.of(features));
        }
    }

    /** All of two or more. */
    record All(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(FeatureVector features) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).holds(features)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Any of two or more. */
    record Any(List<Condition> parts) implements Condition {
        @Override
        public boolean holds(FeatureVector features) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).holds(features)) {
                    return true;
                }
            }
            return false;
        }
    }

    static Condition all(Condition... parts) {
        return all(List.of(parts));
    }

    /** All of them; true where there are none. */
    static Condition all(List<Condition> parts) {
        List<Condition> flat = new ArrayList<>(parts.size());
        for (Condition part : parts) {
            if (part == Always.FALSE) {
                return Always.FALSE;
            }
            if (part instanceof All inner) {
                flat.addAll(inner.parts);
            } else if (part != Always.TRUE) {
                flat.add(part);
            }
        }
        return switch (flat.size()) {
            case 0 -> Always.TRUE;
            case 1 -> flat.getFirst();
            default -> new All(List.copyOf(flat));
        };
    }

    static Condition any(Condition... parts) {
        return any(List.of(parts));
    }

    /** Any of them; false where there are none. */
    static Condition any(List<Condition> parts) {
        List<Condition> flat = new ArrayList<>(parts.size());
        for (Condition part : parts) {
            if (part == Always.TRUE) {
                return Always.TRUE;
            }
            if (part instanceof Any inner) {
                flat.addAll(inner.parts);
            } else if (part != Always.FALSE) {
                flat.add(part);
            }
        }
        return switch (flat.size()) {
            case 0 -> Always.FALSE;
            case 1 -> flat.getFirst();
            default -> new Any(List.copyOf(flat));
        };
    }
}
