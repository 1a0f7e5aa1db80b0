package dev.tributary.fraud.domain.model;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/**
 * Which model should score. Going back never leads to a model that was left by going back: a model
 * that did harm does not come again by a slip.
 *
 * @param version its version; null where none should
 * @param before version that going back leads to; null where it leads to none
 * @param at when this was asked for, by the wall clock; told and never used
 */
public record Activation(@Nullable String version, @Nullable String before, Instant at) {
    /** Nobody ever asked for a model. */
    public static final Activation NEVER = new Activation(null, null, Instant.EPOCH);

    /** That this one should score; the same where it should already. */
    public Activation to(String next, Instant now) {
        return next.equals(version) ? this : new Activation(next, version, now);
    }

    /**
     * That the one before should score.
     *
     * @throws IllegalStateException where no model should score now
     */
    public Activation back(Instant now) {
        if (version == null) {
            throw new IllegalStateException("no model should score");
        }
        return new Activation(before, null, now);
    }
}
