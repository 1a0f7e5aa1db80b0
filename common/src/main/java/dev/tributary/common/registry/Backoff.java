package dev.tributary.common.registry;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Exponential backoff with full jitter: before retry n (from 0) a random part of {@code min(cap,
 * base * 2^n)}, so that clients that failed together do not come back together. Source: M. Brooker,
 * "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
 *
 * @param retries how often to try again after the first time, 0 or more
 * @param base upper bound of the first pause
 * @param cap upper bound of every pause
 */
record Backoff(int retries, Duration base, Duration cap) {
    /** Shifts beyond this overflow; by then the cap has long been reached. */
    private static final int MAX_DOUBLINGS = 30;

    /** How long to wait before the retry; milliseconds are its resolution. */
    Duration pause(int retry, RandomGenerator random) {
        long doubled = base.toMillis() << Math.min(retry, MAX_DOUBLINGS);
        long bound = Math.min(cap.toMillis(), doubled);
        return Duration.ofMillis(random.nextLong(bound + 1));
    }
}
