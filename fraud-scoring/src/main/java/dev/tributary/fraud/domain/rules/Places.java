package dev.tributary.fraud.domain.rules;

import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;

import org.jspecify.annotations.Nullable;

/** Where the parts of an expression stand in its text. */
final class Places {
    private final CelSource source;

    Places(CelSource source) {
        this.source = source;
    }

    RuleFault fault(long expressionId, String reason) {
        return fault(expressionId, reason, null);
    }

    RuleFault fault(long expressionId, String reason, @Nullable String nearest) {
        Integer offset = source.getPositionsMap().get(expressionId);
        CelSourceLocation location =
                source.getOffsetLocation(offset == null ? 0 : offset)
                        .orElse(CelSourceLocation.of(1, 0));
        return at(location, reason, nearest);
    }

    /** CEL counts columns from 0, and says -1 for a fault of the whole. */
    static RuleFault at(CelSourceLocation location, String reason, @Nullable String nearest) {
        return new RuleFault(
                Math.max(1, location.getLine()),
                Math.max(0, location.getColumn()) + 1,
                reason,
                nearest);
    }
}
