package dev.tributary.fraud.domain.rules;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.runtime.CelAttributePattern;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.UnknownContext;
import dev.tributary.fraud.domain.Feature;
import dev.tributary.fraud.domain.FeatureVector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the whole of CEL makes of an expression, by its own evaluation: absent features are unknown
 * to it. It shares nothing with the rules but the text, which must have decimals only.
 */
final class CelItself {
    private static final CelOptions OPTIONS =
            CelOptions.current().enableUnknownTracking(true).build();
    private static final CelCompiler COMPILER = compiler();
    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.legacyCelRuntimeBuilder().setOptions(OPTIONS).build();

    private final CelRuntime.Program program;

    CelItself(String expression) throws CelValidationException, CelEvaluationException {
        CelAbstractSyntaxTree tree =
                COMPILER.compile(expression.replaceAll("present\\((\\w+)\\)", "has_$1")).getAst();
        program = RUNTIME.createProgram(tree);
    }

    boolean holds(FeatureVector features) throws CelEvaluationException {
        List<CelAttributePattern> unknown = new ArrayList<>();
        for (Feature feature : Feature.values()) {
            if (!features.has(feature)) {
                unknown.add(CelAttributePattern.create(feature.featureName()));
            }
        }
        return program.advanceEvaluation(
                        UnknownContext.create(name -> value(features, name), unknown))
                .equals(true);
    }

    private static Optional<Object> value(FeatureVector features, String name) {
        if (name.startsWith("has_")) {
            return Optional.of(features.has(Feature.named(name.substring(4)).orElseThrow()));
        }
        Feature feature = Feature.named(name).orElseThrow();
        double value = features.get(feature);
        if (Double.isNaN(value)) {
            return Optional.empty();
        }
        return Optional.of(feature.type() == Feature.Type.FLAG ? value == 1 : (Object) value);
    }

    private static CelCompiler compiler() {
        CelCompilerBuilder builder =
                CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
        for (Feature feature : Feature.values()) {
            builder.addVar(
                    feature.featureName(),
                    feature.type() == Feature.Type.FLAG ? SimpleType.BOOL : SimpleType.DOUBLE);
            builder.addVar("has_" + feature.featureName(), SimpleType.BOOL);
        }
        return builder.build();
    }
}
