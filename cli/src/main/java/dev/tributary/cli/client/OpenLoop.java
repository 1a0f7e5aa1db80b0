package dev.tributary.cli.client;

import java.time.Duration;
import java.util.Iterator;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests at moments fixed beforehand, whatever the service does: arrivals are Poisson, each
 * request runs on a virtual thread of its own, and a slow answer delays no other request. Latency
 * must be reckoned from the intended moment, so that a stall of the service counts for everybody
 * who would have come during it.
 *
 * <p>No more than {@value #IN_FLIGHT_MAX} requests are in flight. Beyond that arrivals queue here,
 * with their intended moments kept.
 */
public final class OpenLoop {
    static final int IN_FLIGHT_MAX = 4_096;

    private static final double NANOS_A_SECOND = 1e9;

    private final int inFlightMax;
    private final double ratePerSecond;
    private final SplittableRandom gaps;

    /** What is done with each arrival. */
    @FunctionalInterface
    public interface Sender<T> {
        /**
         * @param intendedNanos when it should have been sent, by {@link System#nanoTime()}
         */
        void send(T item, long intendedNanos);
    }

    /**
     * @param ratePerSecond mean arrivals a second, greater than 0
     * @param seed of the gaps between arrivals
     */
    public OpenLoop(double ratePerSecond, long seed) {
        this(ratePerSecond, seed, IN_FLIGHT_MAX);
    }

    OpenLoop(double ratePerSecond, long seed, int inFlightMax) {
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("a rate must be above zero");
        }
        this.inFlightMax = inFlightMax;
        this.ratePerSecond = ratePerSecond;
        this.gaps = new SplittableRandom(seed);
    }

    /**
     * Sends item after item until there are none or the duration is over, then waits for those in
     * flight, at most the given patience.
     *
     * @return how many were sent
     * @throws IllegalStateException where requests are still in flight when the patience ends
     */
    public <T> long run(Iterator<T> items, Duration duration, Duration patience, Sender<T> sender)
            throws InterruptedException {
        Semaphore places = new Semaphore(inFlightMax);
        long start = System.nanoTime();
        long sent = 0;
        double offset = gap();
        while (offset < duration.toNanos() && items.hasNext()) {
            T item = items.next();
            long intended = start + (long) offset;
            await(intended);
            places.acquire();
            Thread.startVirtualThread(() -> {
                try {
                    sender.send(item, intended);
                } finally {
                    places.release();
                }
            });
            sent++;
            offset += gap();
        }
        if (!places.tryAcquire(inFlightMax, patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IllegalStateException(
                    (inFlightMax - places.availablePermits())
                            + " requests without an answer after "
                            + patience);
        }
        return sent;
    }

    private double gap() {
        return -Math.log(1 - gaps.nextDouble()) / ratePerSecond * NANOS_A_SECOND;
    }

    private static void await(long moment) throws InterruptedException {
        for (long left = moment - System.nanoTime(); left > 0; left = moment - System.nanoTime()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            LockSupport.parkNanos(left);
        }
    }
}
