package dev.tributary.fraud.config;

import dev.tributary.fraud.topology.CaseListener;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Counts what becomes of cases, as {@code tributary.fraud.cases} by {@code outcome}. Counted when
 * processed: what is processed again after a fault is counted again.
 */
final class CaseMeters implements CaseListener {
    private final Map<Happening, Counter> counters = new EnumMap<>(Happening.class);

    CaseMeters(MeterRegistry meters) {
        for (Happening happening : Happening.values()) {
            counters.put(
                    happening,
                    Counter.builder("tributary.fraud.cases")
                            .tag("outcome", happening.name().toLowerCase(Locale.ROOT))
                            .description("What became of transactions that have to be reviewed")
                            .register(meters));
        }
    }

    @Override
    public void happened(Happening happening) {
        Objects.requireNonNull(counters.get(happening)).increment();
    }
}
