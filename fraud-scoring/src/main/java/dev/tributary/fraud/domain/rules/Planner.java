package dev.tributary.fraud.domain.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.rules.Condition.Always;
import dev.tributary.fraud.domain.rules.Condition.Bounded;
import dev.tributary.fraud.domain.rules.Condition.Comparator;
import dev.tributary.fraud.domain.rules.Condition.Comparison;
import dev.tributary.fraud.domain.rules.Quantity.Calculation;
import dev.tributary.fraud.domain.rules.Quantity.Choice;
import dev.tributary.fraud.domain.rules.Quantity.Constant;
import dev.tributary.fraud.domain.rules.Quantity.Operation;
import dev.tributary.fraud.domain.rules.Quantity.Value;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a plan of a checked expression: constants are worked out, negation is moved into the
 * comparisons (De Morgan), comparisons of a feature with a constant become bounds.
 */
final class Planner {
    /** Parts of a plan; equality and choice of flags need each side twice, so they can multiply. */
    static final int MAX_PARTS = 4_000;

    private final CelAbstractSyntaxTree checked;
    private final Places places;
    private final Set<Feature> features = new LinkedHashSet<>();
    private int parts;

    Planner(CelAbstractSyntaxTree checked) {
        this.checked = checked;
        this.places = new Places(checked.getSource());
    }

    /**
     * @throws RefusedException for a constant calculation without a finite result, and for a plan
     *     of more than {@value #MAX_PARTS} parts
     */
    Condition plan() {
        return condition(checked.getExpr(), true);
    }

    /** The features that the planned expression names, in order. */
    List<Feature> features() {
        return List.copyOf(features);
    }

    /** When the expression is known to be what is wanted, true or false. */
    private Condition condition(CelExpr expression, boolean wanted) {
        count(expression);
        return switch (expression.getKind()) {
            case CONSTANT ->
                    expression.constant().booleanValue() == wanted ? Always.TRUE : Always.FALSE;
            case IDENT -> flag(feature(expression), wanted);
            case CALL -> call(expression, expression.call(), wanted);
            case NOT_SET, SELECT, LIST, STRUCT, MAP, COMPREHENSION ->
                    throw new IllegalStateException("not in the vocabulary: " + expression);
        };
    }

    private Condition call(CelExpr expression, CelExpr.CelCall call, boolean wanted) {
        if (call.function().equals(RuleLanguage.PRESENT)) {
            Feature feature = feature(call.args().getFirst());
            return new Bounded(wanted ? Bound.present(feature) : Bound.absent(feature));
        }
        List<CelExpr> arguments = call.args();
        return switch (operator(call)) {
            case LOGICAL_NOT -> condition(arguments.getFirst(), !wanted);
            case LOGICAL_AND -> wanted ? all(arguments, true) : any(arguments, false);
            case LOGICAL_OR -> wanted ? any(arguments, true) : all(arguments, false);
            case CONDITIONAL ->
                    Condition.any(
                            Condition.all(
                                    condition(arguments.get(0), true),
                                    condition(arguments.get(1), wanted)),
                            Condition.all(
                                    condition(arguments.get(0), false),
                                    condition(arguments.get(2), wanted)));
            case IN -> in(arguments.get(0), arguments.get(1), wanted);
            case LESS -> comparison(Comparator.BELOW, arguments, wanted);
            case LESS_EQUALS -> comparison(Comparator.UP_TO, arguments, wanted);
            case GREATER -> comparison(Comparator.ABOVE, arguments, wanted);
            case GREATER_EQUALS -> comparison(Comparator.FROM, arguments, wanted);
            case EQUALS ->
                    isFlag(arguments.getFirst())
                            ? sameFlag(arguments, wanted)
                            : comparison(Comparator.EQUAL, arguments, wanted);
            case NOT_EQUALS ->
                    isFlag(arguments.getFirst())
                            ? sameFlag(arguments, !wanted)
                            : comparison(Comparator.DIFFERENT, arguments, wanted);
            default -> throw new IllegalStateException("no condition: " + expression);
        };
    }

    private Condition all(List<CelExpr> expressions, boolean wanted) {
        List<Condition> conditions = new ArrayList<>(expressions.size());
        for (CelExpr expression : expressions) {
            conditions.add(condition(expression, wanted));
        }
        return Condition.all(conditions);
    }

    private Condition any(List<CelExpr> expressions, boolean wanted) {
        List<Condition> conditions = new ArrayList<>(expressions.size());
        for (CelExpr expression : expressions) {
            conditions.add(condition(expression, wanted));
        }
        return Condition.any(conditions);
    }

    private Condition sameFlag(List<CelExpr> arguments, boolean wanted) {
        return Condition.any(
                Condition.all(
                        condition(arguments.get(0), true), condition(arguments.get(1), wanted)),
                Condition.all(
                        condition(arguments.get(0), false), condition(arguments.get(1), !wanted)));
    }

    private Condition in(CelExpr sought, CelExpr list, boolean wanted) {
        List<Condition> comparisons = new ArrayList<>();
        for (CelExpr element : list.list().elements()) {
            comparisons.add(comparison(Comparator.EQUAL, List.of(sought, element), wanted));
        }
        return wanted ? Condition.any(comparisons) : Condition.all(comparisons);
    }

    private Condition comparison(Comparator written, List<CelExpr> sides, boolean wanted) {
        Comparator comparator = wanted ? written : written.opposite();
        Quantity left = quantity(sides.get(0));
        Quantity right = quantity(sides.get(1));
        if (left instanceof Constant(double first) && right instanceof Constant(double second)) {
            return comparator.holds(first, second) ? Always.TRUE : Always.FALSE;
        }
        if (left instanceof Value(Feature feature) && right instanceof Constant(double limit)) {
            return bounded(feature, comparator, limit);
        }
        if (left instanceof Constant(double limit) && right instanceof Value(Feature feature)) {
            return bounded(feature, comparator.mirrored(), limit);
        }
        return new Comparison(comparator, left, right);
    }

    static Condition flag(Feature feature, boolean wanted) {
        double value = wanted ? 1 : 0;
        return new Bounded(new Bound(feature, value, value));
    }

    /** What a comparison of a feature with a constant asks of the feature. */
    static Condition bounded(Feature feature, Comparator comparator, double limit) {
        double least = Double.NEGATIVE_INFINITY;
        double most = Double.POSITIVE_INFINITY;
        return switch (comparator) {
            case BELOW -> new Bounded(new Bound(feature, least, Math.nextDown(limit)));
            case UP_TO -> new Bounded(new Bound(feature, least, limit));
            case ABOVE -> new Bounded(new Bound(feature, Math.nextUp(limit), most));
            case FROM -> new Bounded(new Bound(feature, limit, most));
            case EQUAL -> new Bounded(new Bound(feature, limit, limit));
            case DIFFERENT ->
                    Condition.any(
                            bounded(feature, Comparator.BELOW, limit),
                            bounded(feature, Comparator.ABOVE, limit));
        };
    }

    private Quantity quantity(CelExpr expression) {
        count(expression);
        return switch (expression.getKind()) {
            // Plus zero, so that there is one zero only.
            case CONSTANT -> new Constant(expression.constant().doubleValue() + 0.0);
            case IDENT -> new Value(feature(expression));
            case CALL -> calculation(expression, expression.call());
            case NOT_SET, SELECT, LIST, STRUCT, MAP, COMPREHENSION ->
                    throw new IllegalStateException("not in the vocabulary: " + expression);
        };
    }

    private Quantity calculation(CelExpr expression, CelExpr.CelCall call) {
        List<CelExpr> arguments = call.args();
        return switch (operator(call)) {
            case ADD -> calculation(expression, Operation.PLUS, arguments);
            case SUBTRACT -> calculation(expression, Operation.MINUS, arguments);
            case MULTIPLY -> calculation(expression, Operation.TIMES, arguments);
            case DIVIDE -> calculation(expression, Operation.OVER, arguments);
            case NEGATE ->
                    calculation(
                            expression,
                            Operation.MINUS,
                            new Constant(0),
                            quantity(arguments.getFirst()));
            case CONDITIONAL ->
                    choice(
                            condition(arguments.get(0), true),
                            condition(arguments.get(0), false),
                            quantity(arguments.get(1)),
                            quantity(arguments.get(2)));
            default -> throw new IllegalStateException("no quantity: " + expression);
        };
    }

    private static Quantity choice(
            Condition condition, Condition opposite, Quantity first, Quantity second) {
        if (condition == Always.TRUE) {
            return first;
        }
        return opposite == Always.TRUE ? second : new Choice(condition, opposite, first, second);
    }

    private Quantity calculation(CelExpr expression, Operation operation, List<CelExpr> arguments) {
        return calculation(
                expression, operation, quantity(arguments.get(0)), quantity(arguments.get(1)));
    }

    private Quantity calculation(
            CelExpr expression, Operation operation, Quantity left, Quantity right) {
        if (operation == Operation.OVER && right instanceof Constant(double by) && by == 0) {
            throw new RefusedException(places.fault(expression.id(), "division by zero"));
        }
        if (left instanceof Constant(double first) && right instanceof Constant(double second)) {
            double result = Calculation.calculate(operation, first, second);
            if (!Double.isFinite(result)) {
                throw new RefusedException(
                        places.fault(expression.id(), "the result is no finite number"));
            }
            return new Constant(result + 0.0);
        }
        return new Calculation(operation, left, right);
    }

    private Feature feature(CelExpr name) {
        Feature feature = Feature.named(name.ident().name()).orElseThrow();
        features.add(feature);
        return feature;
    }

    private boolean isFlag(CelExpr expression) {
        return checked.getTypeOrThrow(expression.id()).equals(SimpleType.BOOL);
    }

    private static Operator operator(CelExpr.CelCall call) {
        return Operator.findReverse(call.function()).orElseThrow();
    }

    private void count(CelExpr expression) {
        parts++;
        if (parts > MAX_PARTS) {
            throw new RefusedException(
                    places.fault(
                            expression.id(),
                            "too much is compared with each other: more than "
                                    + MAX_PARTS
                                    + " parts"));
        }
    }
}
