package dev.tributary.fraud.config;

import dev.tributary.fraud.topology.LearningListener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts what becomes of labels, as {@code tributary.fraud.labels} by {@code outcome}. Counted when
 * processed: what is processed again after a fault is counted again.
 */
final class LearningMeters implements LearningListener {
    private final Map<Happening, Counter> counters = new EnumMap<>(Happening.class);

    LearningMeters(MeterRegistry meters) {
        for (Happening happening : Happening.values()) {
            counters.put(
                    happening,
                    Counter.builder("tributary.fraud.labels")
                            .tag("outcome", happening.name().toLowerCase(Locale.ROOT))
                            .description("What became of labels and of what they are about")
                            .register(meters));
        }
    }

    @Override
    public void happened(Happening happening) {
        Objects.requireNonNull(counters.get(happening)).increment();
    }
}
