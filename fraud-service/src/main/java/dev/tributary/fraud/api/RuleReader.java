package dev.tributary.fraud.api;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.domain.rules.Compilation;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleCompiler;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.domain.rules.RuleFault;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * JSON to a rule. Total: any bytes give a rule or a refusal with everything that is wrong: 400
 * where a field is at fault, 422 where only the expression means nothing.
 */
final class RuleReader {
    /** Later than any rule should live, and far from where milliseconds end. */
    private static final Instant EXPIRES_MAX = Instant.parse("9999-12-31T23:59:59Z");

    private RuleReader() {}

    /**
     * Reads one rule.
     *
     * @param ruleId from the address
     * @param json the body
     * @param now wall-clock time of its arrival
     * @throws ProblemException with all faults
     */
    static PublishedRule read(String ruleId, byte[] json, Instant now) {
        Faults faults = new Faults();
        if (!RuleDefinition.isId(ruleId)) {
            faults.add("ruleId", idRule());
        }
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        List<Fault> expressionFaults = new ArrayList<>();
        String named = fields.text("ruleId", Function.identity());
        if (named != null && !named.equals(ruleId)) {
            fields.note("ruleId", "must be the one in the address");
        }
        PublishedRule rule = fields(ruleId, fields, now, faults, expressionFaults);
        fields.end();
        if (!faults.isEmpty()) {
            throw new ProblemException(
                    Problem.invalid(
                            Stream.concat(faults.list().stream(), expressionFaults.stream())
                                    .toList()));
        }
        if (rule == null || !expressionFaults.isEmpty()) {
            throw new ProblemException(invalidExpressions(expressionFaults));
        }
        return rule;
    }

    /** What is answered where nothing but expressions is wrong. */
    static Problem invalidExpressions(List<Fault> faults) {
        return new Problem(
                ProblemType.INVALID_EXPRESSION,
                "The expression has %d fault%s."
                        .formatted(faults.size(), faults.size() == 1 ? "" : "s"),
                faults,
                Map.of(),
                null);
    }

    /**
     * The rule of an object, but for its {@code ruleId}; fields that nobody asked for are the
     * caller's to note.
     *
     * @param expressionFaults takes what is wrong with the expression alone
     * @return null where something was noted, here or before
     */
    static @Nullable PublishedRule fields(
            String ruleId,
            JsonFields fields,
            Instant now,
            Faults faults,
            List<Fault> expressionFaults) {
        String family = fields.text("family", RuleReader::id);
        String expression = fields.requiredText("expression", RuleReader::notBlank);
        Action action = fields.requiredText("action", oneOf(List.of(Action.values())));
        Double weight = fields.number("weight", 0, 1);
        if (action == Action.SCORE && (weight == null || weight == 0)) {
            fields.note("weight", "must be above 0 where action is SCORE");
        }
        Mode mode = fields.text("mode", oneOf(List.of(Mode.values())));
        Origin origin = fields.text("origin", oneOf(List.of(Origin.ANALYST, Origin.LEARNED)));
        String description =
                fields.requiredText(
                        "description",
                        text -> atMost(RuleDefinition.MAX_DESCRIPTION_LENGTH, notBlank(text)));
        Instant expiresAt = fields.text("expiresAt", RuleReader::instant);
        String provenance =
                fields.text(
                        "provenance", text -> atMost(PublishedRule.MAX_PROVENANCE_LENGTH, text));
        if (expression != null) {
            expressionFaults.addAll(compile(fields.place("expression"), expression));
        }
        if (!faults.isEmpty()
                || !expressionFaults.isEmpty()
                || expression == null
                || action == null
                || description == null) {
            return null;
        }
        RuleDefinition definition =
                new RuleDefinition(
                        ruleId,
                        family == null ? ruleId : family,
                        expression,
                        action,
                        weight == null ? 0 : weight,
                        mode == null ? Mode.ACTIVE : mode,
                        origin == null ? Origin.ANALYST : origin,
                        description,
                        expiresAt);
        return new PublishedRule(definition, provenance, now.truncatedTo(ChronoUnit.MILLIS));
    }

    private static List<Fault> compile(String place, String expression) {
        return switch (RuleCompiler.compile(expression)) {
            case Compilation.Compiled _ -> List.of();
            case Compilation.Refused(List<RuleFault> faults) ->
                    faults.stream().map(fault -> fault(place, fault)).toList();
        };
    }

    private static Fault fault(String place, RuleFault fault) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("line", fault.line());
        members.put("column", fault.column());
        if (fault.nearest() != null) {
            members.put("nearest", fault.nearest());
        }
        String message =
                "line %d, column %d: %s".formatted(fault.line(), fault.column(), fault.reason());
        return new Fault(place, message, members);
    }

    static String id(String text) {
        if (!RuleDefinition.isId(text)) {
            throw new IllegalArgumentException(idRule());
        }
        return text;
    }

    static String idRule() {
        return "must be a letter followed by letters, digits, '_', '.' or '-', at most %d in all"
                .formatted(RuleDefinition.MAX_ID_LENGTH);
    }

    private static String notBlank(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be blank");
        }
        return text;
    }

    private static String atMost(int length, String text) {
        if (text.length() > length) {
            throw new IllegalArgumentException("must have at most " + length + " characters");
        }
        return text;
    }

    static Instant instant(String text) {
        Instant instant;
        try {
            instant = Instant.parse(text).truncatedTo(ChronoUnit.MILLIS);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "must be an instant such as 2026-01-31T12:00:00Z", e);
        }
        if (instant.isBefore(Instant.EPOCH) || instant.isAfter(EXPIRES_MAX)) {
            throw new IllegalArgumentException(
                    "must be from " + Instant.EPOCH + " to " + EXPIRES_MAX);
        }
        return instant;
    }

    private static <E extends Enum<E>> Function<String, E> oneOf(List<E> values) {
        return text -> {
            for (E value : values) {
                if (value.name().equals(text)) {
                    return value;
                }
            }
            throw new IllegalArgumentException("must be one of " + values);
        };
    }
}
