package dev.tributary.fraud.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.fraud.domain.backtest.Backtest;
import dev.tributary.fraud.domain.rules.RuleDefinition;
import dev.tributary.fraud.domain.rules.RuleDefinition.Action;
import dev.tributary.fraud.domain.rules.RuleDefinition.Mode;
import dev.tributary.fraud.domain.rules.RuleDefinition.Origin;
import dev.tributary.fraud.query.BacktestRun.State;
import dev.tributary.fraud.query.Backtests.BacktestException;
import dev.tributary.fraud.query.Backtests.CancelledException;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Turns, bounds and ends of backtests; what they find is told elsewhere. */
class BacktestsTest {
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final HostInfo SELF = new HostInfo("127.0.0.1", 8082);
    private static final Duration KEPT_FOR = Duration.ofHours(1);
    private static final int WAITING_MAX = 2;
    private static final int KEPT_MAX = 3;

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);

    /** Each backtest ends when it is given a permit. */
    private final Semaphore ends = new Semaphore(0);

    private final AtomicReference<RuntimeException> fault = new AtomicReference<>();

    private final Backtests backtests =
            new Backtests(
                    this::run,
                    new BacktestSettings(
                            WAITING_MAX,
                            KEPT_MAX,
                            KEPT_FOR,
                            10,
                            Duration.ZERO,
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(1)),
                    SELF,
                    now::get,
                    meters);

    private Backtests.Result run(BacktestRun run) {
        while (!tryEnd()) {
            if (run.isCancelled()) {
                throw new CancelledException();
            }
        }
        RuntimeException thrown = fault.getAndSet(null);
        if (thrown != null) {
            throw thrown;
        }
        return new Backtests.Result(new Backtest(run.request().rules()).report(), 7);
    }

    private boolean tryEnd() {
        try {
            return ends.tryAcquire(10, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() {
        backtests.start();
    }

    @AfterEach
    void close() {
        backtests.close();
    }

    @Test
    void shouldRunOneAtATimeInTheOrderInWhichTheyCame() {
        BacktestRun first = submit();
        awaitRunning(first);
        BacktestRun second = submit();
        BacktestRun third = submit();

        assertThat(List.of(backtests.ahead(first), backtests.ahead(second), backtests.ahead(third)))
                .containsExactly(0, 1, 2);
        assertThat(second.state()).isInstanceOf(State.Waiting.class);
        assertThat(meters.get("tributary.fraud.backtests.unfinished").gauge().value()).isEqualTo(3);

        ends.release();
        awaitRunning(second);
        assertThat(first.state())
                .isInstanceOfSatisfying(
                        State.Done.class, done -> assertThat(done.unreadable()).isEqualTo(7));
        assertThat(third.state()).isInstanceOf(State.Waiting.class);
        assertThat(backtests.ahead(third)).isEqualTo(1);
    }

    @Test
    void shouldLetNoMoreWaitThanMay() {
        awaitRunning(submit());
        for (int i = 0; i < WAITING_MAX; i++) {
            submit();
        }
        assertThat(backtests.submit(request())).isEmpty();

        ends.release();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(backtests.submit(request())).isPresent());
    }

    @Test
    void shouldEndAndForgetWhatIsRemovedWhileItWaitsAndWhileItRuns() {
        BacktestRun running = submit();
        awaitRunning(running);
        BacktestRun waiting = submit();
        BacktestRun last = submit();

        assertThat(backtests.remove(waiting.id())).containsSame(waiting);
        assertThat(backtests.ahead(last)).isEqualTo(1);
        assertThat(backtests.remove(running.id())).containsSame(running);
        awaitRunning(last);

        assertThat(running.isCancelled()).isTrue();
        assertThat(waiting.state()).isInstanceOf(State.Waiting.class);
        assertThat(backtests.find(running.id())).isEmpty();
        assertThat(backtests.find(waiting.id())).isEmpty();
        assertThat(backtests.remove(running.id())).isEmpty();
    }

    @Test
    void shouldTellWhyOneFailedAndGoOn() {
        fault.set(new BacktestException("too much"));
        BacktestRun told = submit();
        ends.release();
        awaitFailed(told, "too much");

        fault.set(new KafkaException("away"));
        BacktestRun away = submit();
        ends.release();
        awaitFailed(
                away, "the log could not be read: org.apache.kafka.common.KafkaException: away");

        fault.set(new IllegalStateException("a bug"));
        BacktestRun bug = submit();
        ends.release();
        awaitFailed(bug, "a fault of the service: java.lang.IllegalStateException: a bug");

        BacktestRun good = submit();
        ends.release();
        await().atMost(Duration.ofMinutes(1)).until(() -> good.state() instanceof State.Done);
        assertThat(
                        meters.get("tributary.fraud.backtests.ended")
                                .tag("outcome", "failed")
                                .counter()
                                .count())
                .isEqualTo(3);
    }

    @Test
    void shouldKeepTheLatestThatEnded() {
        List<BacktestRun> ended = new ArrayList<>();
        for (int i = 0; i <= KEPT_MAX; i++) {
            BacktestRun run = submit();
            ends.release();
            await().atMost(Duration.ofMinutes(1)).until(() -> run.state() instanceof State.Done);
            ended.add(run);
        }
        assertThat(backtests.find(ended.getFirst().id())).isEmpty();
        assertThat(ended.subList(1, ended.size()))
                .allSatisfy(run -> assertThat(backtests.find(run.id())).containsSame(run));
    }

    @Test
    void shouldForgetWhatEndedLongAgo() {
        BacktestRun run = submit();
        ends.release();
        await().atMost(Duration.ofMinutes(1)).until(() -> run.state() instanceof State.Done);

        now.set(START.plus(KEPT_FOR));
        assertThat(backtests.find(run.id())).isPresent();
        now.set(START.plus(KEPT_FOR).plusMillis(1));
        assertThat(backtests.find(run.id())).isEmpty();
    }

    @Test
    void shouldNameItsInstance() {
        assertThat(Backtests.owner(submit().id())).contains(SELF);
        for (String other : List.of("", "b-1", "~", "b~host", "b~host:", "b~:x", "a:1~b")) {
            assertThat(Backtests.owner(other)).as(other).isEmpty();
        }
    }

    @Test
    void shouldEndWhatRunsWhenItIsClosedAndTakeNothingMore() {
        BacktestRun running = submit();
        awaitRunning(running);

        backtests.close();

        assertThat(running.isCancelled()).isTrue();
        assertThat(backtests.submit(request())).isEmpty();
    }

    private BacktestRun submit() {
        return backtests.submit(request()).orElseThrow();
    }

    private static BacktestRequest request() {
        return new BacktestRequest(
                List.of(
                        new RuleDefinition(
                                "R",
                                "R",
                                "amountMinor > 5",
                                Action.REVIEW,
                                0,
                                Mode.ACTIVE,
                                Origin.ANALYST,
                                "Test.",
                                null)),
                null,
                START,
                START.plusSeconds(1));
    }

    private static void awaitRunning(BacktestRun run) {
        await().atMost(Duration.ofMinutes(1)).until(() -> run.state() instanceof State.Running);
    }

    private static void awaitFailed(BacktestRun run, String reason) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() ->
                        assertThat(run.state())
                                .isInstanceOfSatisfying(
                                        State.Failed.class,
                                        failed -> assertThat(failed.reason()).isEqualTo(reason)));
    }
}
