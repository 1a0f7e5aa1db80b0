package dev.tributary.fraud.domain.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelIssue;
import dev.cel.common.CelValidationException;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.rules.Condition.Always;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads, type-checks and plans expressions. Takes any text: whatever is wrong with it, however long
 * or deep, comes back as faults, in time bounded by {@link RuleDefinition#MAX_EXPRESSION_LENGTH}
 * and depth of stack bounded by {@link RuleLanguage#MAX_NESTING}. Pure; safe for any number of
 * threads.
 */
public final class RuleCompiler {
    /** Faults that are told of one expression. */
    public static final int MAX_FAULTS = 10;

    /**
     * How CEL writes an operator, with the places of its arguments: {@code '_>_'}, {@code '@in'}.
     */
    private static final Pattern OPERATOR = Pattern.compile("'[@_]*([^'a-z_@]{1,3}|in)_?'");

    private static final Pattern DEPTH = Pattern.compile("recursion limit exceeded");

    private RuleCompiler() {}

    /** The expression ready for use, or why it is refused. */
    public static Compilation compile(String expression) {
        if (expression.length() > RuleDefinition.MAX_EXPRESSION_LENGTH) {
            return refused(
                    "the expression has %d characters, more than %d"
                            .formatted(expression.length(), RuleDefinition.MAX_EXPRESSION_LENGTH));
        }
        PlainPath path = PlainPath.of(expression);
        return path == null
                ? compileByCel(expression)
                : checked(expression, path.features(), path.condition());
    }

    static Compilation compileByCel(String expression) {
        try {
            List<RuleFault> faults = new ArrayList<>();
            CelAbstractSyntaxTree read =
                    Vocabulary.read(RuleLanguage.cel().parse(expression).getAst(), faults);
            if (!faults.isEmpty()) {
                return refused(faults);
            }
            Planner planner = new Planner(RuleLanguage.cel().check(read).getAst());
            Condition condition = planner.plan();
            return checked(expression, planner.features(), condition);
        } catch (CelValidationException invalid) {
            return refused(faults(invalid.getErrors()));
        } catch (RefusedException refused) {
            return refused(List.of(refused.fault()));
        }
    }

    private static Compilation checked(
            String expression, List<Feature> features, Condition condition) {
        List<Term> terms = Term.of(condition);
        if (condition == Always.TRUE) {
            return refused("it holds for every transaction");
        }
        if (terms.isEmpty()) {
            return refused("it can never hold");
        }
        return new Compilation.Compiled(new RuleExpression(expression, features, condition, terms));
    }

    private static List<RuleFault> faults(Collection<CelIssue> issues) {
        List<RuleFault> faults = new ArrayList<>();
        for (CelIssue issue : issues) {
            faults.add(Places.at(issue.getSourceLocation(), readable(issue.getMessage()), null));
        }
        return faults;
    }

    private static String readable(String message) {
        if (DEPTH.matcher(message).find()) {
            return "nested deeper than " + RuleLanguage.MAX_NESTING;
        }
        return OPERATOR.matcher(message)
                .replaceAll(found -> Matcher.quoteReplacement("'" + found.group(1) + "'"));
    }

    private static Compilation refused(String reason) {
        return refused(List.of(new RuleFault(1, 1, reason)));
    }

    private static Compilation refused(List<RuleFault> faults) {
        return new Compilation.Refused(
                faults.stream()
                        .sorted(
                                Comparator.comparingInt(RuleFault::line)
                                        .thenComparingInt(RuleFault::column))
                        .limit(MAX_FAULTS)
                        .toList());
    }
}
