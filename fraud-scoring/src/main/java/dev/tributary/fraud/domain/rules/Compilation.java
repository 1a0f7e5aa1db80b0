package dev.tributary.fraud.domain.rules;

import java.util.List;

/** What became of an expression. */
public sealed interface Compilation {
    /** It can be used. */
    record Compiled(RuleExpression expression) implements Compilation {}

    /**
     * It is refused.
     *
     * @param faults at least one, at most {@link RuleCompiler#MAX_FAULTS}, in the order of the text
     */
    record Refused(List<RuleFault> faults) implements Compilation {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
