package dev.tributary.cli.bench;

import dev.tributary.cli.client.Answer;
import dev.tributary.cli.client.Answer.Decision;
import dev.tributary.cli.client.OpenLoop;
import dev.tributary.cli.client.VerdictClient;
import dev.tributary.cli.load.SimulatedTransaction;
import dev.tributary.cli.load.TransactionBodies;
import dev.tributary.cli.progress.ProgressBar;

import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * One run at one rate and what became of each transaction. Latency is in microseconds from the
 * intended moment to the whole answer, for committed verdicts; an answer of "not yet" enters with
 * the time at which it came, a lower bound of what its verdict took, so that percentiles do not
 * look better for deadlines missed. Refused requests have no latency.
 */
final class OpenRun {
    private static final Duration FOLLOW_UP_WAIT = Duration.ofSeconds(5);
    private static final Duration FOLLOW_UP_PAUSE = Duration.ofMillis(200);
    private static final int FOLLOW_UP_AT_A_TIME = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(150);
    private static final long LATENCY_MICROS_MAX = TimeUnit.SECONDS.toMicros(100);
    private static final int DIGITS = 3;
    private static final int NOT_FOUND = 404;
    private static final int SERVER_ERRORS = 500;

    private final VerdictClient client;
    private final TransactionBodies bodies;
    private final ProgressBar progress;

    private final Histogram latencyMicros = new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
    private final Histogram latenessMicros = new ConcurrentHistogram(LATENCY_MICROS_MAX, DIGITS);
    private final Map<Decision, LongAdder> byDecision = new EnumMap<>(Decision.class);
    private final LongAdder speculative = new LongAdder();
    private final LongAdder pending = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder unanswered = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final AtomicLong lastAnswerNanos = new AtomicLong();
    private final Queue<Open> open = new ConcurrentLinkedQueue<>();
    private volatile @Nullable String firstFault;
    private long sent;
    private long startNanos;

    /** A transaction without a committed verdict; acknowledged ones must get one. */
    private record Open(String transactionId, boolean acknowledged) {}

    /** When a verdict was found last; for many threads. */
    private static final class LastFound {
        private final LongSupplier nanoTime;
        private final Duration patience;
        private final AtomicLong nanos;

        LastFound(LongSupplier nanoTime, Duration patience) {
            this.nanoTime = nanoTime;
            this.patience = patience;
            this.nanos = new AtomicLong(nanoTime.getAsLong());
        }

        void found() {
            nanos.accumulateAndGet(nanoTime.getAsLong(), Math::max);
        }

        boolean isRecent() {
            return nanoTime.getAsLong() - nanos.get() < patience.toNanos();
        }
    }

    OpenRun(VerdictClient client, TransactionBodies bodies, ProgressBar progress) {
        this.client = client;
        this.bodies = bodies;
        this.progress = progress;
        for (Decision decision : Decision.values()) {
            byDecision.put(decision, new LongAdder());
        }
    }

    /** Sends at a rate until the duration is over or nothing is left. */
    void send(
            List<SimulatedTransaction> transactions,
            double ratePerSecond,
            Duration duration,
            long seed)
            throws InterruptedException {
        startNanos = System.nanoTime();
        lastAnswerNanos.set(startNanos);
        sent =
                new OpenLoop(ratePerSecond, seed)
                        .run(transactions.iterator(), duration, PATIENCE, this::exchange);
    }

    /**
     * Asks for every verdict that is still owed, as long as any of them comes.
     *
     * @param patience how long none may come until those that are owed count as lost
     */
    void followUp(Duration patience) {
        followUp(patience, System::nanoTime);
    }

    void followUp(Duration patience, LongSupplier nanoTime) {
        LastFound last = new LastFound(nanoTime, patience);
        // The others may never have been taken in, and no verdict on them is no sign of an end.
        List<Open> acknowledgedFirst =
                open.stream().sorted(Comparator.comparing(it -> !it.acknowledged())).toList();
        try (ExecutorService threads =
                Executors.newFixedThreadPool(FOLLOW_UP_AT_A_TIME, Thread.ofVirtual().factory())) {
            acknowledgedFirst.forEach(it -> threads.execute(() -> followUp(it, last)));
        }
    }

    private void exchange(SimulatedTransaction transaction, long intendedNanos) {
        byte[] body = bodies.live(transaction);
        record(latenessMicros, System.nanoTime() - intendedNanos);
        Answer answer = client.post(body);
        long now = System.nanoTime();
        progress.advance(1);
        switch (answer) {
            case Answer.Final(Decision decision) -> {
                record(latencyMicros, now - intendedNanos);
                lastAnswerNanos.accumulateAndGet(now, Math::max);
                count(decision).increment();
            }
            case Answer.Speculative _ -> {
                speculative.increment();
                open.add(new Open(transaction.transactionId(), true));
            }
            case Answer.Pending() -> {
                record(latencyMicros, now - intendedNanos);
                pending.increment();
                open.add(new Open(transaction.transactionId(), true));
            }
            case Answer.Refused(int status, String problem) -> {
                refused.increment();
                remember(status + " " + problem);
                if (status >= SERVER_ERRORS) {
                    open.add(new Open(transaction.transactionId(), false));
                }
            }
            case Answer.Unknown(String cause) -> {
                unanswered.increment();
                remember(cause);
                open.add(new Open(transaction.transactionId(), false));
            }
        }
    }

    private void followUp(Open transaction, LastFound last) {
        while (true) {
            boolean patient = last.isRecent();
            // The service waits for an id that it does not know as for any other.
            Duration wait = patient && transaction.acknowledged() ? FOLLOW_UP_WAIT : Duration.ZERO;
            switch (client.verdict(transaction.transactionId(), wait)) {
                case Answer.Final _ -> {
                    last.found();
                    late.increment();
                    return;
                }
                case Answer.Refused(int status, _)
                        when status == NOT_FOUND && !transaction.acknowledged() -> {
                    return;
                }
                case Answer.Refused _,
                        Answer.Speculative _,
                        Answer.Pending _,
                        Answer.Unknown _ -> {}
            }
            if (!patient) {
                lost.increment();
                return;
            }
            LockSupport.parkNanos(FOLLOW_UP_PAUSE.toNanos());
        }
    }

    /** What became of the transactions, as known by now. */
    Counts counts() {
        long approve = count(Decision.APPROVE).sum();
        long review = count(Decision.REVIEW).sum();
        long block = count(Decision.BLOCK).sum();
        return new Counts(
                sent,
                approve + review + block,
                approve,
                review,
                block,
                speculative.sum(),
                pending.sum(),
                refused.sum(),
                unanswered.sum(),
                late.sum(),
                lost.sum(),
                firstFault);
    }

    /** Latency of the answers. */
    Percentiles latency() {
        return Percentiles.of(latencyMicros);
    }

    /** How late the client itself was to begin a request: its own part of every latency. */
    Percentiles lateness() {
        return Percentiles.of(latenessMicros);
    }

    /** From the first arrival due to the last committed verdict. */
    double seconds() {
        return (lastAnswerNanos.get() - startNanos) / 1e9;
    }

    private LongAdder count(Decision decision) {
        return Objects.requireNonNull(byDecision.get(decision), "every decision has a count");
    }

    private void remember(String fault) {
        if (firstFault == null) {
            firstFault = fault;
        }
    }

    private static void record(Histogram histogram, long nanos) {
        long micros = TimeUnit.NANOSECONDS.toMicros(nanos);
        histogram.recordValue(Math.clamp(micros, 0, LATENCY_MICROS_MAX));
    }
}
