package dev.tributary.cli.bench;

import org.HdrHistogram.Histogram;

/** Of a distribution, in milliseconds; precise to three digits. */
record Percentiles(
        double p50Millis, double p90Millis, double p99Millis, double p999Millis, double maxMillis) {

    static Percentiles of(Histogram micros) {
        return new Percentiles(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(90) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
