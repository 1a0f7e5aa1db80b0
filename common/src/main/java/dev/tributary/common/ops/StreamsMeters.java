package dev.tributary.common.ops;

import dev.tributary.common.streams.StreamsRuntime;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;

import org.apache.kafka.streams.KafkaStreams;

/**
 * Puts a topology's own metrics and the state of its life into the meter registry: {@code
 * kafka.stream.*} as Kafka names them, and {@code tributary.streams.*}.
 */
public final class StreamsMeters {
    private StreamsMeters() {}

    /** Kafka Streams' own metrics; call when the client has been created. */
    public static void bind(KafkaStreams streams, MeterRegistry meters) {
        new KafkaStreamsMetrics(streams).bindTo(meters);
    }

    /** The gauges of a runtime, told apart by its application; call once each. */
    public static void bind(StreamsRuntime runtime, MeterRegistry meters) {
        Gauge.builder("tributary.streams.running", runtime, StreamsMeters::running)
                .description("1 while Kafka Streams is RUNNING, else 0")
                .tag("application", runtime.application())
                .register(meters);
        Gauge.builder("tributary.streams.threads.alive", runtime, StreamsMeters::threads)
                .description("Stream threads that have not died")
                .baseUnit("threads")
                .tag("application", runtime.application())
                .register(meters);
        Gauge.builder("tributary.streams.restoring", runtime, it -> it.restoreProgress().records())
                .description("Changelog records that stores being restored still lack")
                .baseUnit("records")
                .tag("application", runtime.application())
                .register(meters);
    }

    private static double running(StreamsRuntime runtime) {
        return runtime.streams()
                .map(streams -> streams.state() == KafkaStreams.State.RUNNING ? 1.0 : 0.0)
                .orElse(0.0);
    }

    private static double threads(StreamsRuntime runtime) {
        return runtime.streams().map(StreamsLiveness::threadsAlive).orElse(0L);
    }
}
