package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

class StandbyLagsTest {
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger looks = new AtomicInteger();
    private final StandbyLags lags = new StandbyLags(nanos::get);

    @Test
    void shouldLookOnceForManyReadersAndAgainWhenTheTimeHasCome() {
        assertThat(lag(3)).hasValue(3);
        assertThat(lag(5)).hasValue(3);
        pass(StandbyLags.FRESH_FOR);
        assertThat(lag(5)).hasValue(3);
        assertThat(looks).hasValue(1);

        pass(Duration.ofNanos(1));
        assertThat(lag(5)).hasValue(5);
        assertThat(looks).hasValue(2);
        assertThat(lags.lag(() -> seen(1), "things", 1)).isEmpty();
        assertThat(lags.lag(() -> seen(1), "others", 0)).isEmpty();
    }

    @Test
    void shouldTellWhatWasSeenLastWhenLookingFailsButNotForEver() {
        Supplier<Map<String, Map<Integer, Long>>> failing =
                () -> {
                    throw new IllegalStateException("no broker");
                };
        assertThat(lags.lag(failing, "things", 0)).isEmpty();
        assertThat(lag(3)).hasValue(3);

        pass(StandbyLags.KEPT_FOR);
        assertThat(lags.lag(failing, "things", 0)).hasValue(3);
        pass(Duration.ofNanos(1));
        assertThat(lags.lag(failing, "things", 0)).isEmpty();
    }

    @Test
    void shouldNotWaitForALookThatTakesLongNorBeginASecondOne() {
        CountDownLatch answered = new CountDownLatch(1);
        assertThat(lag(3)).hasValue(3);
        pass(StandbyLags.FRESH_FOR.plusNanos(1));

        assertThat(
                        lags.lag(
                                () -> {
                                    looks.incrementAndGet();
                                    awaitQuietly(answered);
                                    return seen(4);
                                },
                                "things",
                                0))
                .hasValue(3);
        assertThat(lag(5)).hasValue(3);
        assertThat(looks).hasValue(2);
        answered.countDown();
    }

    private OptionalLong lag(long now) {
        return lags.lag(
                () -> {
                    looks.incrementAndGet();
                    return seen(now);
                },
                "things",
                0);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static Map<String, Map<Integer, Long>> seen(long lag) {
        return Map.of("things", Map.of(0, lag));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
