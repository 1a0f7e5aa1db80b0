package dev.tributary.recommendation.domain;

import java.time.Instant;

/** Which visit of a session it is: the session's id, {@code @} and when it began. */
public record VisitId(String value) {
    private static final int LENGTH_MAX = Identifier.MAX_LENGTH + 21;

    public VisitId {
        if (value.isEmpty() || value.length() > LENGTH_MAX) {
            throw new IllegalArgumentException(
                    "a visit's id has %d characters, not 1 to %d"
                            .formatted(value.length(), LENGTH_MAX));
        }
    }

    /** The visit of a session that began then. */
    public static VisitId of(SessionId session, Instant startedAt) {
        return new VisitId(session.value() + "@" + startedAt.toEpochMilli());
    }

    @Override
    public String toString() {
        return value;
    }
}
