package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.common.streams.CompactedFeed;
import dev.tributary.common.streams.Publication;
import dev.tributary.common.streams.Topic;
import dev.tributary.common.web.ProblemException;
import dev.tributary.schemas.TopicSpec;
import dev.tributary.schemas.TopicSpec.Cleanup;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import org.apache.kafka.common.serialization.Serdes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Map;

/** A feed that was never started is at offset 0 of each partition, and stays there. */
@Timeout(60)
class AwaitedChangeTest {
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final Duration LONG = Duration.ofSeconds(20);

    @Test
    void shouldWaitUntilTheFeedHasToldTheChange() {
        assertThat(AwaitedChange.inForce(at(-1), feed(), LONG)).isTrue();
        assertThat(AwaitedChange.inForce(at(0), feed(), SHORT)).isFalse();
    }

    @Test
    void shouldWaitForWhatFollowsWithWhatIsLeftOfTheTime() {
        assertThat(
                        AwaitedChange.inForce(
                                at(-1),
                                feed(),
                                LONG,
                                left -> {
                                    assertThat(left).isPositive().isLessThanOrEqualTo(LONG);
                                    return false;
                                }))
                .isFalse();
        assertThat(AwaitedChange.inForce(at(0), feed(), SHORT, _ -> true)).isFalse();
    }

    @Test
    void shouldSaySoWhenItIsNotKnownWhetherTheChangeWasWritten() {
        AwaitedChange.Write lost =
                () -> new Publication.Unknown(new IllegalStateException("no answer"));

        assertThatThrownBy(() -> AwaitedChange.inForce(lost, feed(), LONG))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        it -> {
                            assertThat(it.problem().status()).isEqualTo(503);
                            assertThat(it.problem().detail()).contains("send it again: no answer");
                            assertThat(it.problem().retryAfter())
                                    .isEqualTo(AwaitedChange.RETRY_AFTER);
                        });
    }

    @Test
    void shouldSaySoAndStayInterruptedWhenTheServiceEnds() {
        AwaitedChange.Write interrupted =
                () -> {
                    throw new InterruptedException();
                };

        assertThatThrownBy(() -> AwaitedChange.inForce(interrupted, feed(), LONG))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("The service ends");
        assertThat(Thread.interrupted()).isTrue();
    }

    private static AwaitedChange.Write at(long offset) {
        return () -> new Publication.Acknowledged(0, offset);
    }

    private static CompactedFeed<String, String> feed() {
        return new CompactedFeed<>(
                "tested",
                new Topic<>(
                        new TopicSpec<>(
                                "tests.changes.v1",
                                String.class,
                                String.class,
                                1,
                                Duration.ofDays(1),
                                Cleanup.COMPACT),
                        Serdes.String(),
                        Serdes.String()),
                Map.of(),
                new CompactedFeed.Listener<>() {
                    @Override
                    public void put(String key, String value) {}

                    @Override
                    public void removed(String key) {}

                    @Override
                    public void caughtUp() {}
                },
                new SimpleMeterRegistry());
    }
}
