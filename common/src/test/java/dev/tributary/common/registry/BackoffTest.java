package dev.tributary.common.registry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

class BackoffTest {
    private static final long SEED = 20_261_123;
    private static final int DRAWS = 10_000;

    private final Backoff backoff =
            new Backoff(100, Duration.ofMillis(100), Duration.ofMillis(2_000));

    @Test
    void shouldDoubleTheBoundUntilTheCapAndUseAllOfIt() {
        assertThat(longest(0)).isBetween(95L, 100L);
        assertThat(longest(1)).isBetween(190L, 200L);
        assertThat(longest(4)).isBetween(1_520L, 1_600L);
        assertThat(longest(5)).isBetween(1_900L, 2_000L);
        assertThat(longest(99)).isBetween(1_900L, 2_000L);
    }

    @Test
    void shouldNotWaitWhenThePauseIsZero() {
        Backoff none = new Backoff(3, Duration.ZERO, Duration.ZERO);

        assertThat(none.pause(2, random())).isEqualTo(Duration.ZERO);
    }

    private long longest(int retry) {
        RandomGenerator random = random();
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Duration pause = backoff.pause(retry, random);
            assertThat(pause).as("seed %d", SEED).isGreaterThanOrEqualTo(Duration.ZERO);
            shortest = Math.min(shortest, pause.toMillis());
            longest = Math.max(longest, pause.toMillis());
        }
        assertThat(shortest).as("seed %d", SEED).isLessThanOrEqualTo(5);
        return longest;
    }

    private static RandomGenerator random() {
        return RandomGeneratorFactory.getDefault().create(SEED);
    }
}
