package dev.tributary.common.streams;

import org.apache.kafka.common.errors.RetriableException;

import java.util.function.Predicate;

/** What lies behind an exception. */
final class Causes {
    /** How deep a chain of causes is followed. */
    private static final int DEPTH_MAX = 16;

    private Causes() {}

    /**
     * Whether the fault is, or comes from, one that passes by itself: a broker or registry away.
     */
    static boolean passing(Throwable fault) {
        return any(fault, cause -> cause instanceof RetriableException);
    }

    /** Whether the fault itself or one of its causes passes the test. */
    static boolean any(Throwable fault, Predicate<Throwable> test) {
        Throwable cause = fault;
        for (int depth = 0; cause != null && depth < DEPTH_MAX; depth++) {
            if (test.test(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }
}
