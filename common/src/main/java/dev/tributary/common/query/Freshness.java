package dev.tributary.common.query;

import java.util.Locale;

/**
 * How fresh an answer is.
 *
 * @param role of the instance that read the state
 * @param lag records of its changelog that the state had not taken in when that was last looked at,
 *     0 of an owner; too high by the marks of transactions, never too low by more than what came
 *     since
 * @param position input that the state had taken in
 */
public record Freshness(Role role, long lag, InputPosition position) {
    /** What the instance that read the state is to it. */
    public enum Role {
        /** It owns the state. */
        ACTIVE,
        /** It has a copy of the state, or did not know whether it still owns it. */
        STANDBY;

        /** As the header has it. */
        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of the owner. */
    public static Freshness active(InputPosition position) {
        return new Freshness(Role.ACTIVE, 0, position);
    }

    /** Of two parts of one answer. */
    Freshness and(Freshness other) {
        return new Freshness(
                role == Role.STANDBY ? role : other.role,
                Math.max(lag, other.lag),
                position.and(other.position));
    }
}
