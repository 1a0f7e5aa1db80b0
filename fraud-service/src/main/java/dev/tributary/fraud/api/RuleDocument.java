package dev.tributary.fraud.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.fraud.domain.rules.PublishedRule;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.domain.rules.RuleFault;
import dev.tributary.fraud.domain.rules.RuleGuard;
import dev.tributary.fraud.query.KnownRule;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;

/**
 * A rule in JSON, and what this instance makes of it. Of a record that is no rule to this version
 * only the id and {@code leftOut} are told.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RuleDocument(
        String ruleId,
        @Nullable String family,
        @Nullable String expression,
        @Nullable Action action,
        @Nullable Double weight,
        @Nullable Mode mode,
        @Nullable Origin origin,
        @Nullable String description,
        @Schema(description = "Event time from which on it is silent") @Nullable Instant expiresAt,
        @Nullable String provenance,
        @Schema(description = "When it was put; not of rules of the settings")
                @Nullable Instant updatedAt,
        @Schema(
                        description =
                                "Whether verdicts of the instance that answers follow the rule as"
                                        + " it stands here; one that is DISABLED or has expired is"
                                        + " silent all the same")
                boolean inForce,
        @Schema(description = "Whether it misbehaved here and is not evaluated any more")
                boolean disabledByGuard,
        @Schema(description = "Why this version cannot use it") @Nullable String leftOut,
        @Schema(description = "Why its expression means nothing to this version")
                @Nullable List<ExpressionFault> faults) {

    /** A place in the expression and what is wrong there. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ExpressionFault(int line, int column, String reason, @Nullable String nearest) {
        static ExpressionFault of(RuleFault fault) {
            return new ExpressionFault(
                    fault.line(), fault.column(), fault.reason(), fault.nearest());
        }
    }

    static RuleDocument of(KnownRule rule, RuleGuard guard) {
        return switch (rule) {
            case KnownRule.Unusable(String ruleId, String reason) ->
                    new RuleDocument(
                            ruleId, null, null, null, null, null, null, null, null, null, null,
                            false, false, reason, null);
            case KnownRule.Usable usable -> of(usable, guard);
        };
    }

    private static RuleDocument of(KnownRule.Usable rule, RuleGuard guard) {
        PublishedRule published = rule.published();
        List<RuleFault> faults = rule.inSet() ? rule.faults() : List.of();
        return of(
                rule.definition(),
                published,
                rule.inSet() && faults.isEmpty(),
                guard.isDisabled(rule.ruleId(), rule.definition().expression()),
                rule.leftOut(),
                faults);
    }

    /** A rule that was just written, and is not in force yet. */
    static RuleDocument pending(PublishedRule rule) {
        return of(rule.definition(), rule, false, false, null, List.of());
    }

    private static RuleDocument of(
            RuleDefinition definition,
            @Nullable PublishedRule published,
            boolean inForce,
            boolean disabled,
            @Nullable String leftOut,
            List<RuleFault> faults) {
        return new RuleDocument(
                definition.ruleId(),
                definition.family(),
                definition.expression(),
                definition.action(),
                definition.weight(),
                definition.mode(),
                definition.origin(),
                definition.description(),
                definition.expiresAt(),
                published == null ? null : published.provenance(),
                published == null ? null : published.updatedAt(),
                inForce,
                disabled,
                leftOut,
                faults.isEmpty() ? null : faults.stream().map(ExpressionFault::of).toList());
    }
}
