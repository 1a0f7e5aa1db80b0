package dev.tributary.fraud.domain.rules;

import dev.tributary.fraud.domain.Reason;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.regex.Pattern;

/**
 * A rule as somebody wrote it. Whether its expression means anything is said by {@link
 * RuleCompiler}; everything else is checked here.
 *
 * @param ruleId stable name, 1 to {@value #MAX_ID_LENGTH} letters, digits and {@code _ . -},
 *     beginning with a letter; the code of its reasons, so not {@link Reason#MODEL}
 * @param family rules of one family look at the same evidence, so only the heaviest counts in the
 *     score; its own {@code ruleId} for a rule that stands alone. Same form as {@code ruleId}
 * @param expression what it looks for: CEL over the feature catalogue, at most {@value
 *     #MAX_EXPRESSION_LENGTH} UTF-16 units, not blank
 * @param action what follows when it speaks
 * @param weight suspicion that it adds to the score, 0 to 1; above 0 where the action is {@link
 *     Action#SCORE}
 * @param mode whether it speaks
 * @param origin who wrote it
 * @param description what it looks for, in words; at most {@value #MAX_DESCRIPTION_LENGTH} UTF-16
 *     units, not blank
 * @param expiresAt event time from which on it is silent; null for never
 */
public record RuleDefinition(
        String ruleId,
        String family,
        String expression,
        Action action,
        double weight,
        Mode mode,
        Origin origin,
        String description,
        @Nullable Instant expiresAt) {
    public static final int MAX_ID_LENGTH = 64;
    public static final int MAX_EXPRESSION_LENGTH = 2_000;
    public static final int MAX_DESCRIPTION_LENGTH = 300;

    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]*");

    /** What follows when a rule speaks. */
    public enum Action {
        /** The decision is to block, whatever the score. */
        BLOCK,
        /** The decision is at least to review, whatever the score. */
        REVIEW,
        /** Its weight enters the score and nothing else follows. */
        SCORE
    }

    /** Whether a rule speaks. */
    public enum Mode {
        /** It decides. */
        ACTIVE,
        /** It is evaluated and reported, and never decides. */
        SHADOW,
        /** It is not evaluated. */
        DISABLED
    }

    /** Who wrote a rule. */
    public enum Origin {
        /** The service's settings. */
        BUILT_IN,
        /** A human. */
        ANALYST,
        /** Mined from labelled history. */
        LEARNED
    }

    public RuleDefinition {
        requireId("ruleId", ruleId);
        requireId("family", family);
        requireText("expression", expression, MAX_EXPRESSION_LENGTH);
        requireText("description", description, MAX_DESCRIPTION_LENGTH);
        if (!(weight >= 0 && weight <= 1)) {
            throw new IllegalArgumentException("weight is " + weight + ", not 0 to 1");
        }
        if (action == Action.SCORE && weight == 0) {
            throw new IllegalArgumentException("weight is 0, so action SCORE has no effect");
        }
    }

    /** The same rule in another mode. */
    public RuleDefinition in(Mode other) {
        return new RuleDefinition(
                ruleId, family, expression, action, weight, other, origin, description, expiresAt);
    }

    /** Whether a text has the form of a {@code ruleId}. */
    public static boolean isId(String text) {
        return text.length() <= MAX_ID_LENGTH
                && ID.matcher(text).matches()
                && !text.equals(Reason.MODEL);
    }

    private static void requireId(String name, String value) {
        if (value.isEmpty() || value.length() > MAX_ID_LENGTH) {
            throw new IllegalArgumentException(
                    name + " has " + value.length() + " characters, not 1 to " + MAX_ID_LENGTH);
        }
        if (!ID.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    name
                            + " '"
                            + value
                            + "' is not a letter followed by letters, digits, '_', '.' or '-'");
        }
        if (value.equals(Reason.MODEL)) {
            throw new IllegalArgumentException(name + " " + value + " is the model's");
        }
    }

    private static void requireText(String name, String value, int maxLength) {
        if (value.length() > maxLength) {
            throw new IllegalArgumentException(
                    name + " has " + value.length() + " characters, more than " + maxLength);
        }
        if (value.isBlank()) {
            throw new IllegalArgumentException(name + " is blank");
        }
    }
}
