package dev.tributary.cli.chaos;

import org.jspecify.annotations.Nullable;

/**
 * What a sender was told of one delivery.
 *
 * @param sense what that means
 * @param status the HTTP status; 0 where nothing came
 * @param standing where a reservation stands by the answer, if it says so
 * @param detail what came instead of an answer, or the problem; empty where there is nothing to say
 */
record Told(Sense sense, int status, @Nullable String standing, String detail) {
    /** What an answer means. */
    enum Sense {
        /** It was taken, and what it came to was told where anything had to be: exactly once. */
        ANSWERED,
        /** It may have been taken: at most once. */
        UNKNOWN,
        /** It was not taken: never. */
        REFUSED
    }

    /** Nothing came. */
    static Told nothing(String cause) {
        return new Told(Sense.UNKNOWN, 0, null, cause);
    }
}
