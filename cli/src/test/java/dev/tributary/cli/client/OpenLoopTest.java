package dev.tributary.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Percentage.withPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;

@Timeout(60)
class OpenLoopTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void shouldArriveAtRandomAtTheRateWhenRun() throws Exception {
        long seed = 5;
        Queue<Long> moments = new ConcurrentLinkedQueue<>();

        long sent =
                new OpenLoop(2_000, seed)
                        .run(
                                Stream.iterate(0, i -> i + 1).iterator(),
                                Duration.ofSeconds(2),
                                PATIENCE,
                                (item, intended) -> moments.add(intended));

        assertThat(sent).isEqualTo(moments.size()).isCloseTo(4_000, withPercentage(7));
        List<Long> sorted = moments.stream().sorted().toList();
        double[] gaps =
                IntStream.range(1, sorted.size())
                        .mapToDouble(i -> sorted.get(i) - sorted.get(i - 1))
                        .toArray();
        double mean = IntStream.range(0, gaps.length).mapToDouble(i -> gaps[i]).average().orElse(0);
        double variance =
                IntStream.range(0, gaps.length)
                        .mapToDouble(i -> (gaps[i] - mean) * (gaps[i] - mean))
                        .average()
                        .orElse(0);
        // The mean of an exponential distribution is its standard deviation.
        assertThat(Math.sqrt(variance)).isCloseTo(mean, withPercentage(10));
    }

    @Test
    void shouldArriveAtTheSameOffsetsWhenTheSeedIsTheSame() throws Exception {
        assertThat(offsets(3)).isEqualTo(offsets(3)).isNotEqualTo(offsets(4));
    }

    @Test
    void shouldKeepIntendedMomentsWhenPlacesRunOut() throws Exception {
        CountDownLatch blocked = new CountDownLatch(1);
        Queue<Long> lateNanos = new ConcurrentLinkedQueue<>();
        CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS).execute(blocked::countDown);

        new OpenLoop(100, 1, 1)
                .run(
                        Collections.nCopies(30, "x").iterator(),
                        Duration.ofDays(1),
                        PATIENCE,
                        (item, intended) -> {
                            await(blocked);
                            lateNanos.add(System.nanoTime() - intended);
                        });

        // Some thirty were due during the stall of the only place, at 100 a second over 0.3 s.
        assertThat(lateNanos.stream().filter(nanos -> nanos > 100_000_000).count())
                .isGreaterThan(20);
    }

    @Test
    void shouldEndWhenItemsEnd() throws Exception {
        assertThat(
                        new OpenLoop(10_000, 1)
                                .run(
                                        List.of(1, 2, 3).iterator(),
                                        Duration.ofDays(1),
                                        PATIENCE,
                                        (item, intended) -> {}))
                .isEqualTo(3);
    }

    @Test
    void shouldSayHowManyAreWithoutAnAnswerWhenPatienceEnds() {
        CountDownLatch never = new CountDownLatch(1);
        OpenLoop loop = new OpenLoop(10_000, 1);

        assertThatThrownBy(() ->
                        loop.run(
                                List.of(1, 2).iterator(),
                                Duration.ofDays(1),
                                Duration.ofMillis(10),
                                (item, intended) -> await(never)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("2 requests without an answer");
        never.countDown();
    }

    private static List<Long> offsets(long seed) throws InterruptedException {
        Queue<Long> moments = new ConcurrentLinkedQueue<>();
        new OpenLoop(20_000, seed)
                .run(
                        Collections.nCopies(20, "x").iterator(),
                        Duration.ofDays(1),
                        PATIENCE,
                        (item, intended) -> moments.add(intended));
        List<Long> sorted = moments.stream().sorted().toList();
        return sorted.stream().map(moment -> moment - sorted.getFirst()).toList();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
