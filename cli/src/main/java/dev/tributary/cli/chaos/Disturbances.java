package dev.tributary.cli.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * What is done to the instances while operations are sent: kills, and one stop in good order,
 * evenly over the run, each of an instance drawn from the seed. The next one waits until all
 * instances work again; so do operations, once a tenth of all was sent meanwhile, for a kill that
 * nobody meets would show nothing.
 */
final class Disturbances {
    private static final int RUN_UP_PARTS = 10;

    private final Instances instances;
    private final List<Planned> plan = new ArrayList<>();
    private final List<Happened> happened = new ArrayList<>();
    private final int runUp;
    private final Executor executor;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private int next;

    private record Planned(int at, int instance, boolean graceful) {}

    /**
     * What was done.
     *
     * @param at number of operations begun before it
     * @param away from the kill or the stop until it could work again
     */
    record Happened(int at, int instance, boolean graceful, Duration away) {}

    /**
     * A plan.
     *
     * @param operations in all
     * @param kills how many kills
     * @param executor runs one at a time
     */
    Disturbances(Instances instances, int operations, int kills, long seed, Executor executor) {
        this.instances = instances;
        this.runUp = Math.max(1, operations / RUN_UP_PARTS);
        this.executor = executor;
        SplittableRandom random = new SplittableRandom(seed);
        int parts = kills + 2;
        int jitter = Math.max(1, operations / parts / 4);
        for (int i = 1; i <= kills + 1; i++) {
            int at = operations * i / parts + random.nextInt(jitter);
            plan.add(new Planned(at, random.nextInt(instances.urls().size()), i > kills));
        }
    }

    /** Called by the sender before each operation, with how many were begun. */
    void before(int begun) {
        if (next < plan.size() && begun >= plan.get(next).at()) {
            running.join();
            Planned planned = plan.get(next++);
            running = CompletableFuture.runAsync(() -> run(planned), executor);
        } else if (next > 0 && begun >= plan.get(next - 1).at() + runUp) {
            running.join();
        }
    }

    /** Waits until nothing is disturbed any more. */
    List<Happened> end() {
        running.join();
        synchronized (happened) {
            return List.copyOf(happened);
        }
    }

    private void run(Planned planned) {
        long begun = System.nanoTime();
        if (planned.graceful()) {
            instances.stop(planned.instance());
        } else {
            instances.kill(planned.instance());
        }
        instances.start(planned.instance());
        instances.awaitReady(planned.instance());
        Duration away = Duration.ofNanos(System.nanoTime() - begun);
        synchronized (happened) {
            happened.add(new Happened(planned.at(), planned.instance(), planned.graceful(), away));
        }
    }
}
