package dev.tributary.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.common.ops.StartCheck;
import dev.tributary.common.ops.StreamsLiveness;
import dev.tributary.common.ops.StreamsReadiness;
import dev.tributary.common.streams.StreamsRuntime.Phase;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.TopologyException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.health.contributor.Status;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/** The life of a topology up to the point where a broker is needed. */
class StreamsRuntimeTest {
    private static final int TOGETHER = 4;
    private static final int ROUNDS = 10;

    private final RocksDbMemory memory = new RocksDbMemory(1 << 20);

    @AfterEach
    void close() {
        memory.close();
    }

    @Test
    void shouldWaitAndSayWhyWhenACheckDoesNotHold() {
        AtomicInteger asked = new AtomicInteger();
        StartCheck absent =
                () -> {
                    asked.incrementAndGet();
                    return Optional.of("topic a.b.v1 does not exist");
                };
        StreamsRuntime runtime = runtime(List.of(absent), () -> {});
        runtime.start();
        try {
            await().until(() -> asked.get() >= 2);

            assertThat(runtime.phase()).isEqualTo(new Phase.Waiting("topic a.b.v1 does not exist"));
            assertThat(new StreamsReadiness(runtime).health().getStatus())
                    .isEqualTo(Status.OUT_OF_SERVICE);
            assertThat(new StreamsReadiness(runtime).health().getDetails())
                    .containsEntry("reason", "topic a.b.v1 does not exist");
            assertThat(new StreamsLiveness(runtime).health().getStatus()).isEqualTo(Status.UP);
            assertThat(runtime.streams()).isEmpty();
        } finally {
            runtime.stop();
        }
    }

    @Test
    void shouldWarmUpOnlyAfterTheChecksHold() {
        AtomicReference<Optional<String>> obstacle = new AtomicReference<>(Optional.of("not yet"));
        AtomicInteger warmed = new AtomicInteger();
        StreamsRuntime runtime = runtime(List.of(obstacle::get), warmed::incrementAndGet);
        runtime.start();
        try {
            await().until(() ->
                    runtime.phase() instanceof Phase.Waiting(String why) && why.equals("not yet"));
            assertThat(warmed).hasValue(0);

            obstacle.set(Optional.empty());

            await().until(() -> warmed.get() == 1);
        } finally {
            runtime.stop();
        }
    }

    @Test
    void shouldNotBeLiveWhenTheStartFailed() {
        StreamsRuntime runtime =
                runtime(
                        List.of(),
                        () -> {
                            throw new IllegalStateException("broken");
                        });
        runtime.start();
        try {
            await().until(() -> runtime.phase() instanceof Phase.Failed);

            assertThat(new StreamsLiveness(runtime).health().getStatus()).isEqualTo(Status.DOWN);
            assertThat(new StreamsReadiness(runtime).health().getStatus())
                    .isEqualTo(Status.OUT_OF_SERVICE);
        } finally {
            runtime.stop();
        }
    }

    /** Topologies of a service start at the same time, on a fresh disk too. */
    @Test
    void shouldStartWhenOthersMakeTheSameStateFolder(@TempDir Path folder) {
        for (int round = 0; round < ROUNDS; round++) {
            CyclicBarrier together = new CyclicBarrier(TOGETHER);
            Path state = folder.resolve("round-" + round).resolve("streams");
            List<StreamsRuntime> runtimes =
                    IntStream.range(0, TOGETHER)
                            .mapToObj(i -> counting(i, state, together))
                            .toList();
            runtimes.forEach(StreamsRuntime::start);
            try {
                await().untilAsserted(() ->
                        assertThat(runtimes)
                                .extracting(StreamsRuntime::phase)
                                .noneMatch(Phase.Warming.class::isInstance)
                                .noneMatch(Phase.Waiting.class::isInstance));
                assertThat(runtimes)
                        .extracting(StreamsRuntime::phase)
                        .as("round %d", round)
                        .hasOnlyElementsOfType(Phase.Started.class);
            } finally {
                runtimes.forEach(StreamsRuntime::stop);
            }
        }
    }

    private StreamsRuntime counting(int number, Path state, CyclicBarrier together) {
        Map<String, Object> configs = configs();
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, "app-" + number);
        configs.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return new StreamsRuntime(
                configs,
                builder ->
                        builder.stream(
                                        "in",
                                        Consumed.with(Serdes.String(), Serdes.String())
                                                .withName("read"))
                                .groupByKey(Grouped.as("by-key"))
                                .count(Named.as("count"), Materialized.as("counts")),
                memory,
                List.of(),
                () -> {
                    try {
                        together.await();
                    } catch (InterruptedException | BrokenBarrierException e) {
                        throw new IllegalStateException(e);
                    }
                },
                streams -> {});
    }

    @Test
    void shouldRefuseATopologyWithUnnamedInternalTopics() {
        assertThatThrownBy(
                        () -> StreamsRuntime.topology(configs(), StreamsRuntimeTest::countUnnamed))
                .isInstanceOf(TopologyException.class);
    }

    private static void countUnnamed(StreamsBuilder builder) {
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupByKey()
                .count()
                .toStream()
                .to("out");
    }

    private StreamsRuntime runtime(List<StartCheck> checks, Runnable warmUp) {
        return new StreamsRuntime(
                configs(),
                builder ->
                        builder.stream(
                                        "in",
                                        Consumed.with(Serdes.String(), Serdes.String())
                                                .withName("read"))
                                .foreach((key, value) -> {}, Named.as("end")),
                memory,
                checks,
                warmUp,
                streams -> {});
    }

    private static Map<String, Object> configs() {
        Map<String, Object> configs = new HashMap<>(StreamsDefaults.latency());
        configs.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        configs.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        return configs;
    }
}
