package dev.tributary.common.query;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Reads again until what was read will do, with pauses that grow, for a bounded time. */
final class Rereading {
    private static final Duration PAUSE_MIN = Duration.ofMillis(5);
    private static final Duration PAUSE_MAX = Duration.ofMillis(50);

    private Rereading() {}

    /**
     * @param wait how long to go on; with nothing it is read once
     * @param read reads
     * @param enough whether what was read will do
     * @return what was read last
     */
    static <T> T until(Duration wait, Supplier<T> read, Predicate<T> enough) {
        long fromNanos = System.nanoTime();
        Duration pause = PAUSE_MIN;
        T last = read.get();
        while (!enough.test(last)) {
            Duration left = wait.minusNanos(System.nanoTime() - fromNanos);
            if (!left.isPositive() || !sleep(pause.compareTo(left) < 0 ? pause : left)) {
                return last;
            }
            last = read.get();
            pause =
                    pause.multipliedBy(2).compareTo(PAUSE_MAX) < 0
                            ? pause.multipliedBy(2)
                            : PAUSE_MAX;
        }
        return last;
    }

    private static boolean sleep(Duration pause) {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
