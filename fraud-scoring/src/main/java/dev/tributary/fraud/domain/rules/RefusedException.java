package dev.tributary.fraud.domain.rules;

/** Ends the reading of an expression at its fault; never leaves {@link RuleCompiler}. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient RuleFault fault;

    RefusedException(RuleFault fault) {
        super(fault.reason(), null, false, false);
        this.fault = fault;
    }

    RuleFault fault() {
        return fault;
    }
}
