package dev.tributary.fraud.query;

import dev.tributary.fraud.domain.backtest.BacktestReport;
import dev.tributary.fraud.query.BacktestRun.State;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.HostInfo;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;

/**
 * The backtests of this instance: one runs at a time, on a thread of its own, beside the
 * processing; a few wait; what ended is kept for a while. Ids name the instance, which alone knows
 * of them: they do not outlive it.
 */
public final class Backtests implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(Backtests.class);

    /** What an id has between itself and the instance. */
    private static final String AT = "~";

    private final Engine engine;
    private final BacktestSettings settings;
    private final HostInfo self;
    private final InstantSource wallClock;
    private final Counter ended;
    private final Counter failed;
    private final Thread worker;

    /** By id, in the order in which they were asked for; guarded by itself, as is what follows. */
    private final Map<String, BacktestRun> runs = new LinkedHashMap<>();

    private final Queue<BacktestRun> waiting = new ArrayDeque<>();
    private @Nullable BacktestRun running;
    private boolean closed;

    /** Runs a backtest to its end and tells the run of its progress. */
    @FunctionalInterface
    public interface Engine {
        /**
         * @return what came of it
         * @throws BacktestException where it cannot come to its end, with words for whoever asked
         * @throws CancelledException where it was cancelled meanwhile
         */
        Result run(BacktestRun run);
    }

    /**
     * @param unreadable records that were passed over
     */
    public record Result(BacktestReport report, long unreadable) {}

    /** It cannot come to its end. */
    static final class BacktestException extends RuntimeException {
        BacktestException(String reason) {
            super(reason);
        }
    }

    /** Nobody waits for it any more. */
    static final class CancelledException extends RuntimeException {
        CancelledException() {
            super("cancelled");
        }
    }

    /**
     * @param self where other instances reach this one
     * @param meters takes the metrics {@code tributary.fraud.backtests.*}
     */
    public Backtests(
            Engine engine,
            BacktestSettings settings,
            HostInfo self,
            InstantSource wallClock,
            MeterRegistry meters) {
        this.engine = engine;
        this.settings = settings;
        this.self = self;
        this.wallClock = wallClock;
        this.worker = Thread.ofPlatform().name("backtests").daemon(true).unstarted(this::work);
        this.ended = meters.counter("tributary.fraud.backtests.ended", "outcome", "done");
        this.failed = meters.counter("tributary.fraud.backtests.ended", "outcome", "failed");
        Gauge.builder("tributary.fraud.backtests.unfinished", this, Backtests::unfinished)
                .description("Backtests that run or wait")
                .baseUnit("backtests")
                .register(meters);
    }

    /** Begins to work; call once. */
    public void start() {
        worker.start();
    }

    private int unfinished() {
        synchronized (runs) {
            return waiting.size() + (running == null ? 0 : 1);
        }
    }

    /**
     * Takes a backtest in.
     *
     * @return empty where as many wait as may
     */
    public Optional<BacktestRun> submit(BacktestRequest request) {
        synchronized (runs) {
            forgetOld();
            boolean startsAtOnce = running == null && waiting.isEmpty();
            if (closed || (!startsAtOnce && waiting.size() >= settings.waitingMax())) {
                return Optional.empty();
            }
            BacktestRun run = new BacktestRun(newId(), request, wallClock.instant());
            runs.put(run.id(), run);
            waiting.add(run);
            runs.notifyAll();
            return Optional.of(run);
        }
    }

    private String newId() {
        return "b-" + UUID.randomUUID() + AT + self.host() + ":" + self.port();
    }

    /** The instance that an id names; empty where it names none. */
    public static Optional<HostInfo> owner(String id) {
        int at = id.indexOf(AT);
        int colon = id.lastIndexOf(':');
        if (at < 0 || colon < at) {
            return Optional.empty();
        }
        try {
            int port = Integer.parseInt(id.substring(colon + 1));
            return Optional.of(new HostInfo(id.substring(at + AT.length(), colon), port));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** What is known of a backtest of this instance. */
    public Optional<BacktestRun> find(String id) {
        synchronized (runs) {
            forgetOld();
            return Optional.ofNullable(runs.get(id));
        }
    }

    /** How many are before one that waits; 0 for any other. */
    public int ahead(BacktestRun run) {
        synchronized (runs) {
            int ahead = running == null ? 0 : 1;
            for (BacktestRun each : waiting) {
                if (each == run) {
                    return ahead;
                }
                ahead++;
            }
            return 0;
        }
    }

    /** Ends a backtest, wherever it is, and forgets it; empty where none was known. */
    public Optional<BacktestRun> remove(String id) {
        synchronized (runs) {
            BacktestRun run = runs.remove(id);
            if (run == null) {
                return Optional.empty();
            }
            run.cancel();
            waiting.remove(run);
            return Optional.of(run);
        }
    }

    private void forgetOld() {
        Instant oldest = wallClock.instant().minus(settings.keptFor());
        runs.values()
                .removeIf(run -> {
                    Instant endedAt = run.endedAt();
                    return endedAt != null && endedAt.isBefore(oldest);
                });
        long over =
                runs.values().stream().filter(run -> run.endedAt() != null).count()
                        - settings.keptMax();
        runs.values().stream()
                .filter(run -> run.endedAt() != null)
                .limit(Math.max(0, over))
                .toList()
                .forEach(run -> runs.remove(run.id()));
    }

    private void work() {
        while (true) {
            BacktestRun next = next();
            if (next == null) {
                return;
            }
            run(next);
        }
    }

    /** Null when there will be no more. */
    private @Nullable BacktestRun next() {
        synchronized (runs) {
            running = null;
            forgetOld();
            while (!closed && waiting.isEmpty()) {
                try {
                    runs.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return null;
                }
            }
            if (closed) {
                return null;
            }
            running = waiting.remove();
            return running;
        }
    }

    private void run(BacktestRun run) {
        Instant startedAt = wallClock.instant();
        run.become(new State.Running(startedAt));
        try {
            Result result = engine.run(run);
            run.become(
                    new State.Done(
                            startedAt, wallClock.instant(), result.report(), result.unreadable()));
            ended.increment();
            LOG.info(
                    "backtest {}: {} rules over {} transactions from {} to {}",
                    run.id(),
                    run.request().rules().size(),
                    result.report().transactions().hits(),
                    run.request().from(),
                    run.request().to());
        } catch (CancelledException e) {
            LOG.info("backtest {}: cancelled", run.id());
        } catch (BacktestException e) {
            fail(run, startedAt, e, Objects.requireNonNull(e.getMessage()));
        } catch (KafkaException e) {
            fail(run, startedAt, e, "the log could not be read: " + e);
        } catch (RuntimeException e) {
            // None is expected beside those above. A fault of ours ends this backtest and is told
            // to who asked; the thread serves those that wait.
            fail(run, startedAt, e, "a fault of the service: " + e);
        }
    }

    private void fail(BacktestRun run, Instant startedAt, RuntimeException fault, String reason) {
        failed.increment();
        LOG.warn("backtest {}: failed", run.id(), fault);
        run.become(new State.Failed(startedAt, wallClock.instant(), reason));
    }

    /** Ends what runs and waits {@link #CLOSE_TIMEOUT} at most for the thread. */
    @Override
    public void close() {
        synchronized (runs) {
            closed = true;
            waiting.clear();
            runs.values().forEach(BacktestRun::cancel);
            runs.notifyAll();
        }
        try {
            if (worker.isAlive() && !worker.join(CLOSE_TIMEOUT)) {
                LOG.warn("the backtest under way did not end within {}", CLOSE_TIMEOUT);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
