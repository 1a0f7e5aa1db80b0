package dev.tributary.fraud.domain.rules;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.Operator;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.tributary.fraud.domain.Feature;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * CEL, cut to what rules need: a variable for each feature, and of CEL's functions those over
 * doubles and flags. Nothing in it loops, matches text or makes anything longer than the expression
 * itself, so what passes here costs no more than its length. A flag is a bool and no number: {@code
 * !deviceKnown} reads as it is meant, and {@code deviceKnown > 3} is refused.
 */
final class RuleLanguage {
    /**
     * Deepest nesting of parentheses, lists, calls and operators other than {@code && ||}; CEL's
     * parser stops there, well before a stack does.
     */
    static final int MAX_NESTING = 50;

    /** The one function that is not CEL's own: whether a feature is present. */
    static final String PRESENT = "present";

    private static final CelType NUMBER = SimpleType.DOUBLE;
    private static final CelType FLAG = SimpleType.BOOL;

    private static final List<CelFunctionDecl> FUNCTIONS =
            List.of(
                    operator(Operator.LOGICAL_AND, FLAG, FLAG, FLAG),
                    operator(Operator.LOGICAL_OR, FLAG, FLAG, FLAG),
                    operator(Operator.LOGICAL_NOT, FLAG, FLAG),
                    operator(Operator.LESS, FLAG, NUMBER, NUMBER),
                    operator(Operator.LESS_EQUALS, FLAG, NUMBER, NUMBER),
                    operator(Operator.GREATER, FLAG, NUMBER, NUMBER),
                    operator(Operator.GREATER_EQUALS, FLAG, NUMBER, NUMBER),
                    operator(Operator.IN, FLAG, NUMBER, ListType.create(NUMBER)),
                    operator(Operator.ADD, NUMBER, NUMBER, NUMBER),
                    operator(Operator.SUBTRACT, NUMBER, NUMBER, NUMBER),
                    operator(Operator.MULTIPLY, NUMBER, NUMBER, NUMBER),
                    operator(Operator.DIVIDE, NUMBER, NUMBER, NUMBER),
                    operator(Operator.NEGATE, NUMBER, NUMBER),
                    either(
                            Operator.EQUALS.getFunction(),
                            overload("equal_numbers", FLAG, NUMBER, NUMBER),
                            overload("equal_flags", FLAG, FLAG, FLAG)),
                    either(
                            Operator.NOT_EQUALS.getFunction(),
                            overload("different_numbers", FLAG, NUMBER, NUMBER),
                            overload("different_flags", FLAG, FLAG, FLAG)),
                    either(
                            Operator.CONDITIONAL.getFunction(),
                            overload("choose_number", NUMBER, FLAG, NUMBER, NUMBER),
                            overload("choose_flag", FLAG, FLAG, FLAG, FLAG)),
                    either(
                            PRESENT,
                            overload("present_number", FLAG, NUMBER),
                            overload("present_flag", FLAG, FLAG)));

    private static final Set<String> FUNCTION_NAMES = functionNames();

    /** Immutable, and costly to make. */
    private static final CelCompiler COMPILER = compiler();

    private RuleLanguage() {}

    /** Parses and checks types. */
    static CelCompiler cel() {
        return COMPILER;
    }

    static boolean hasFunction(String name) {
        return FUNCTION_NAMES.contains(name);
    }

    private static CelCompiler compiler() {
        CelOptions bounds =
                CelOptions.current()
                        .maxParseRecursionDepth(MAX_NESTING)
                        .maxExpressionCodePointSize(RuleDefinition.MAX_EXPRESSION_LENGTH)
                        .build();
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder()
                        .setStandardEnvironmentEnabled(false)
                        .setOptions(bounds)
                        .setResultType(FLAG)
                        .addFunctionDeclarations(FUNCTIONS);
        for (Feature feature : Feature.values()) {
            builder.addVar(
                    feature.featureName(), feature.type() == Feature.Type.FLAG ? FLAG : NUMBER);
        }
        return builder.build();
    }

    private static Set<String> functionNames() {
        Set<String> names = new HashSet<>();
        for (CelFunctionDecl function : FUNCTIONS) {
            names.add(function.name());
        }
        return Set.copyOf(names);
    }

    private static CelFunctionDecl operator(
            Operator operator, CelType result, CelType... arguments) {
        return either(
                operator.getFunction(),
                overload(operator.name().toLowerCase(Locale.ROOT), result, arguments));
    }

    private static CelFunctionDecl either(String name, CelOverloadDecl... overloads) {
        return CelFunctionDecl.newFunctionDeclaration(name, overloads);
    }

    private static CelOverloadDecl overload(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newGlobalOverload(id, result, arguments);
    }
}
