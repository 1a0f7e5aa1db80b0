package dev.tributary.common.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

class BoundedStartCheckTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final AtomicReference<Optional<String>> obstacle =
            new AtomicReference<>(Optional.of("not yet"));
    private final StartCheck check =
            new BoundedStartCheck(obstacle::get, Duration.ofSeconds(10), now::get);

    @Test
    void shouldStandInTheWayOnlyForItsTimeFromTheFirstQuestion() {
        now.set(Instant.EPOCH.plusSeconds(3_600));
        assertThat(check.obstacle()).hasValue("not yet");
        now.set(Instant.EPOCH.plusSeconds(3_610).minusMillis(1));
        assertThat(check.obstacle()).hasValue("not yet");
        now.set(Instant.EPOCH.plusSeconds(3_610));
        assertThat(check.obstacle()).isEmpty();
    }

    @Test
    void shouldNotWaitWhenNothingStandsInTheWay() {
        assertThat(check.obstacle()).hasValue("not yet");
        obstacle.set(Optional.empty());
        assertThat(check.obstacle()).isEmpty();
    }
}
