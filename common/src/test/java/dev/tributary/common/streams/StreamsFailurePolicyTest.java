package dev.tributary.common.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

class StreamsFailurePolicyTest {
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final StreamsFailurePolicy policy =
            new StreamsFailurePolicy("app", 2, WINDOW, () -> now);

    @Test
    void shouldReplaceThreadsWhileTheBudgetLasts() {
        assertThat(policy.handle(new IllegalStateException("1"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new IllegalStateException("2"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new IllegalStateException("3"))).isEqualTo(SHUTDOWN_CLIENT);
    }

    @Test
    void shouldCountOnlyReplacementsWithinTheWindow() {
        policy.handle(new IllegalStateException("1"));
        policy.handle(new IllegalStateException("2"));

        now = now.plus(WINDOW).minusMillis(1);
        assertThat(policy.handle(new IllegalStateException("inside"))).isEqualTo(SHUTDOWN_CLIENT);

        now = now.plusMillis(1);
        assertThat(policy.handle(new IllegalStateException("outside"))).isEqualTo(REPLACE_THREAD);
    }

    @Test
    void shouldNotSpendTheBudgetOnABrokerThatIsAwayForLong() {
        for (int i = 0; i < 20; i++) {
            assertThat(policy.handle(new StreamsException(new TimeoutException("away"))))
                    .isEqualTo(REPLACE_THREAD);
        }

        assertThat(policy.handle(new IllegalStateException("1"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new IllegalStateException("2"))).isEqualTo(REPLACE_THREAD);
        assertThat(policy.handle(new IllegalStateException("3"))).isEqualTo(SHUTDOWN_CLIENT);
    }
}
