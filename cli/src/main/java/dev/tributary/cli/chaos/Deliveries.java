package dev.tributary.cli.chaos;

import dev.tributary.cli.chaos.Told.Sense;
import dev.tributary.cli.progress.ProgressBar;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends operations by many clients at once, each until it is answered, whichever instance it takes,
 * and some of them later once more. Everything goes into the ledger: the intent before it is sent,
 * the answer after it came.
 */
final class Deliveries {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);

    /** Operations that come between an answer and the delivery that follows it, at most. */
    private static final int AGAIN_AFTER_MAX = 400;

    private final OutsideClients clients;
    private final LedgerFile ledger;
    private final int atOnce;
    private final Duration patience;
    private final AtomicInteger turn = new AtomicInteger();
    private final AtomicLong longestNanos = new AtomicLong();
    private final AtomicLong silenceNanos = new AtomicLong();
    private final AtomicLong lastAnswerNanos = new AtomicLong();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparingInt(Later::due));
    private int begun;

    /** A delivery that comes again once so many operations were begun. */
    private record Later(int due, Operation operation) {}

    /**
     * @param atOnce how many clients
     * @param patience how long an operation is repeated until it counts as never answered
     */
    Deliveries(OutsideClients clients, LedgerFile ledger, int atOnce, Duration patience) {
        this.clients = clients;
        this.ledger = ledger;
        this.atOnce = atOnce;
        this.patience = patience;
    }

    /** Sends all scripts, disturbed meanwhile. */
    void send(
            List<List<Operation>> scripts,
            Disturbances disturbances,
            long seed,
            ProgressBar progress) {
        SplittableRandom random = new SplittableRandom(seed);
        Semaphore places = new Semaphore(atOnce);
        lastAnswerNanos.set(System.nanoTime());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (List<Operation> script : scripts) {
                disturbances.before(begun);
                begun += script.size();
                int due = begun + 1 + random.nextInt(AGAIN_AFTER_MAX);
                begin(threads, places, () -> script(script, due, progress));
                for (Later it = due(begun); it != null; it = due(begun)) {
                    Operation again = it.operation();
                    begin(threads, places, () -> deliver(again, false));
                }
            }
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Later it = due(Integer.MAX_VALUE); it != null; it = due(Integer.MAX_VALUE)) {
                Operation again = it.operation();
                begin(threads, places, () -> deliver(again, false));
            }
        }
    }

    private static void begin(ExecutorService threads, Semaphore places, Runnable work) {
        places.acquireUninterruptibly();
        threads.execute(() -> {
            try {
                work.run();
            } finally {
                places.release();
            }
        });
    }

    private @Nullable Later due(int begunBy) {
        synchronized (later) {
            Later head = later.peek();
            return head != null && head.due() <= begunBy ? later.poll() : null;
        }
    }

    private void script(List<Operation> script, int due, ProgressBar progress) {
        for (Operation operation : script) {
            boolean answered = deliver(operation, true);
            progress.advance(1);
            if (!answered) {
                return;
            }
            if (operation.again()) {
                synchronized (later) {
                    later.add(new Later(due, operation));
                }
            }
        }
    }

    /**
     * Delivers one until it is answered.
     *
     * @param first whether it was never sent before
     * @return false where the patience is over
     */
    boolean deliver(Operation operation, boolean first) {
        long startNanos = System.nanoTime();
        Duration pause = FIRST_PAUSE;
        boolean sent = !first;
        while (true) {
            ledger.write(
                    sent
                            ? new LedgerLine.Again(Instant.now(), operation.id())
                            : new LedgerLine.Intent(Instant.now(), operation));
            sent = true;
            Told told = clients.deliver(operation, turn.getAndIncrement());
            ledger.write(new LedgerLine.Answer(Instant.now(), operation.id(), told));
            long now = System.nanoTime();
            if (told.sense() != Sense.UNKNOWN) {
                answered(operation, startNanos, now);
                return true;
            }
            if (now - startNanos > patience.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(pause.toNanos());
            pause = pause.compareTo(PAUSE_MAX) < 0 ? pause.multipliedBy(2) : PAUSE_MAX;
        }
    }

    private void answered(Operation operation, long startNanos, long now) {
        longestNanos.accumulateAndGet(now - startNanos, Math::max);
        if (operation.kind().isReservation()) {
            long before = lastAnswerNanos.getAndAccumulate(now, Math::max);
            silenceNanos.accumulateAndGet(now - before, Math::max);
        }
    }

    /** How long an operation took from its first sending to its answer, at most. */
    Duration longest() {
        return Duration.ofNanos(longestNanos.get());
    }

    /** How long nobody got an answer about any reservation, at most. */
    Duration silence() {
        return Duration.ofNanos(silenceNanos.get());
    }
}
