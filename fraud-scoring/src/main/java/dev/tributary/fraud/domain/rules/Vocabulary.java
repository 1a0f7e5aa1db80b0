package dev.tributary.fraud.domain.rules;

import com.google.common.collect.ImmutableList;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.Operator;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.tributary.fraud.domain.Feature;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Reads a parsed expression once, before its types are checked: says what in it rules do not know,
 * and turns integers into doubles, which is what every number is in a rule.
 */
final class Vocabulary {
    /** Largest integer up to which each is a double of its own. */
    private static final long MAX_EXACT_INTEGER = 1L << 53;

    private final Places places;
    private final List<RuleFault> faults = new ArrayList<>();

    private Vocabulary(Places places) {
        this.places = places;
    }

    /**
     * The same expression in doubles.
     *
     * @param faults what rules do not know is added here
     */
    static CelAbstractSyntaxTree read(CelAbstractSyntaxTree parsed, List<RuleFault> faults) {
        Vocabulary vocabulary = new Vocabulary(new Places(parsed.getSource()));
        CelExpr read = vocabulary.read(parsed.getExpr());
        faults.addAll(vocabulary.faults);
        return CelAbstractSyntaxTree.newParsedAst(read, parsed.getSource());
    }

    private CelExpr read(CelExpr expression) {
        return switch (expression.getKind()) {
            case CONSTANT -> readConstant(expression);
            case IDENT -> readName(expression);
            case CALL -> readCall(expression);
            case LIST -> refuse(expression, "a list only stands to the right of 'in'");
            case SELECT ->
                    refuse(expression, "'." + expression.select().field() + "': nothing has parts");
            case STRUCT, MAP -> refuse(expression, "rules know no maps");
            case COMPREHENSION -> refuse(expression, "rules know no loops");
            case NOT_SET -> refuse(expression, "nothing stands here");
        };
    }

    private CelExpr readConstant(CelExpr expression) {
        CelConstant constant = expression.constant();
        return switch (constant.getKind()) {
            case BOOLEAN_VALUE -> expression;
            case INT64_VALUE -> readInteger(expression, constant.int64Value());
            case DOUBLE_VALUE -> readNumber(expression, constant.doubleValue());
            case UINT64_VALUE -> refuse(expression, "write the number without 'u'");
            case STRING_VALUE, BYTES_VALUE -> refuse(expression, "rules know no text");
            case NULL_VALUE ->
                    refuse(expression, "rules know no null; use present(feature) or !present(...)");
            case TIMESTAMP_VALUE, DURATION_VALUE, NOT_SET ->
                    refuse(expression, "rules know numbers and flags only");
        };
    }

    private CelExpr readInteger(CelExpr expression, long value) {
        if (value > MAX_EXACT_INTEGER || value < -MAX_EXACT_INTEGER) {
            return refuse(
                    expression,
                    value + " is beyond " + MAX_EXACT_INTEGER + "; write it as a decimal");
        }
        return readNumber(expression, (double) value);
    }

    private CelExpr readNumber(CelExpr expression, double value) {
        return Double.isFinite(value)
                ? CelExpr.ofConstant(expression.id(), CelConstant.ofValue(value))
                : refuse(expression, "the number is too large");
    }

    private CelExpr readName(CelExpr expression) {
        String name = expression.ident().name();
        if (Feature.named(name).isPresent()) {
            return expression;
        }
        String nearest = nearest(name);
        return refuse(
                expression,
                "there is no feature '"
                        + shortened(name)
                        + "'"
                        + (nearest == null ? "" : "; did you mean '" + nearest + "'?"),
                nearest);
    }

    private CelExpr readCall(CelExpr expression) {
        CelExpr.CelCall call = expression.call();
        if (!RuleLanguage.hasFunction(call.function()) || call.target().isPresent()) {
            return refuse(expression, "rules know no '" + shown(call.function()) + "'");
        }
        boolean present = call.function().equals(RuleLanguage.PRESENT);
        if (present && !call.args().stream().allMatch(Vocabulary::isName)) {
            return refuse(expression, "present(...) takes the name of a feature");
        }
        boolean listed = call.function().equals(Operator.IN.getFunction());
        ImmutableList.Builder<CelExpr> arguments = ImmutableList.builder();
        for (int i = 0; i < call.args().size(); i++) {
            CelExpr argument = call.args().get(i);
            arguments.add(
                    listed && i == 1 && argument.getKind() == CelExpr.ExprKind.Kind.LIST
                            ? readList(argument)
                            : read(argument));
        }
        return CelExpr.ofCall(expression.id(), call.target(), call.function(), arguments.build());
    }

    private CelExpr readList(CelExpr expression) {
        ImmutableList.Builder<CelExpr> elements = ImmutableList.builder();
        for (CelExpr element : expression.list().elements()) {
            elements.add(read(element));
        }
        return CelExpr.ofList(
                expression.id(), elements.build(), expression.list().optionalIndices());
    }

    private CelExpr refuse(CelExpr expression, String reason) {
        return refuse(expression, reason, null);
    }

    private CelExpr refuse(CelExpr expression, String reason, @Nullable String nearest) {
        faults.add(places.fault(expression.id(), reason, nearest));
        return expression;
    }

    private static boolean isName(CelExpr expression) {
        return expression.getKind() == CelExpr.ExprKind.Kind.IDENT;
    }

    private static String shown(String function) {
        boolean operator = Operator.findReverse(function).isPresent();
        return shortened(operator ? function.replace("_", "") : function);
    }

    private static String shortened(String name) {
        return name.length() <= RuleDefinition.MAX_ID_LENGTH
                ? name
                : name.substring(0, RuleDefinition.MAX_ID_LENGTH) + "...";
    }

    /** The feature that differs in the fewest letters, if that is no more than a third of them. */
    private static @Nullable String nearest(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        int least = Math.max(1, name.length() / 3) + 1;
        String nearest = null;
        for (Feature feature : Feature.values()) {
            String candidate = feature.featureName();
            if (Math.abs(candidate.length() - name.length()) < least) {
                int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
                if (distance < least) {
                    least = distance;
                    nearest = candidate;
                }
            }
        }
        return nearest;
    }

    /** Letters to insert, delete or change (V. I. Levenshtein, 1966), by rows of the table. */
    private static int distance(String left, String right) {
        int[] row = new int[right.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1;
                int here = Math.min(diagonal + change, Math.min(row[j], row[j - 1]) + 1);
                diagonal = row[j];
                row[j] = here;
            }
        }
        return row[right.length()];
    }
}
