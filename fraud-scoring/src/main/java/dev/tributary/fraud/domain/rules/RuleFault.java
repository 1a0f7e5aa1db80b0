package dev.tributary.fraud.domain.rules;

import org.jspecify.annotations.Nullable;

/**
 * Why an expression is refused.
 *
 * @param line where, from 1
 * @param column where in the line, from 1, in code points
 * @param reason why, in words for whoever wrote it
 * @param nearest the feature that an unknown name looks most like, where there is one
 */
public record RuleFault(int line, int column, String reason, @Nullable String nearest) {
    RuleFault(int line, int column, String reason) {
        this(line, column, reason, null);
    }

    @Override
    public String toString() {
        return line + ":" + column + ": " + reason;
    }
}
