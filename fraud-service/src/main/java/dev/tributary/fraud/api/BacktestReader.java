package dev.tributary.fraud.api;

import dev.tributary.common.web.Fault;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.JsonFields;
import dev.tributary.common.web.Problem;
import dev.tributary.common.web.ProblemException;
import dev.tributary.common.web.ProblemType;
import dev.tributary.fraud.domain.RuleSet;
import dev.tributary.fraud.domain.rules.CompiledRules;
import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.query.BacktestRequest;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * JSON to what is asked of a backtest. Total: any bytes give a request or a refusal with everything
 * that is wrong: 400 where a field is at fault, 422 where only expressions mean nothing or a set of
 * rules is not at hand.
 */
final class BacktestReader {
    private BacktestReader() {}

    /**
     * @param json the body
     * @param now wall-clock time of its arrival
     * @param inForce what may be named by its version
     * @throws ProblemException with all faults
     */
    static BacktestRequest read(byte[] json, Instant now, RuleSet inForce) {
        Faults faults = new Faults();
        JsonFields fields = JsonFields.of(json, faults);
        if (fields == null) {
            throw new ProblemException(Problem.invalid(faults.list()));
        }
        List<Fault> expressionFaults = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<RuleDefinition> rules =
                fields.objects(
                        "rules",
                        CompiledRules.MAX_RULES,
                        rule -> rule(rule, now, ids, faults, expressionFaults));
        String version = fields.text("ruleSetVersion", Function.identity());
        if (version == null && rules.isEmpty() && faults.isEmpty() && expressionFaults.isEmpty()) {
            fields.note("rules", "must have at least one element where ruleSetVersion is absent");
        } else if (version != null && !ids.isEmpty()) {
            fields.note("ruleSetVersion", "must be absent where rules are given");
        }
        Instant from = fields.requiredText("from", RuleReader::instant);
        Instant to = fields.requiredText("to", RuleReader::instant);
        if (from != null && to != null && !from.isBefore(to)) {
            fields.note("to", "must be after from");
        }
        fields.end();
        if (!faults.isEmpty() || from == null || to == null) {
            throw new ProblemException(
                    Problem.invalid(
                            Stream.concat(faults.list().stream(), expressionFaults.stream())
                                    .toList()));
        }
        if (!expressionFaults.isEmpty()) {
            throw new ProblemException(RuleReader.invalidExpressions(expressionFaults));
        }
        return new BacktestRequest(
                version == null ? rules : rulesOf(inForce, version), version, from, to);
    }

    private static @Nullable RuleDefinition rule(
            JsonFields fields,
            Instant now,
            Set<String> ids,
            Faults faults,
            List<Fault> expressionFaults) {
        String ruleId = fields.requiredText("ruleId", RuleReader::id);
        if (ruleId != null && !ids.add(ruleId)) {
            fields.note("ruleId", "must not stand twice");
        }
        // Whatever else is wrong is found all the same.
        String read = ruleId == null ? "unnamed" : ruleId;
        PublishedRule rule = RuleReader.fields(read, fields, now, faults, expressionFaults);
        return rule == null ? null : rule.definition();
    }

    private static List<RuleDefinition> rulesOf(RuleSet inForce, String version) {
        if (!inForce.version().equals(version)) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.IMPOSSIBLE_REQUEST,
                            "Only the set in force can be named.",
                            List.of(new Fault("ruleSetVersion", "must be " + inForce.version())),
                            Map.of(),
                            null));
        }
        return inForce.definitions().stream().filter(rule -> rule.mode() != Mode.DISABLED).toList();
    }
}
