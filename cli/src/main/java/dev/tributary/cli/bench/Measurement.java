package dev.tributary.cli.bench;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Map;

/**
 * What was found at one rate.
 *
 * @param offeredPerSecond arrivals a second that were asked for
 * @param achievedPerSecond committed verdicts a second that came, up to the last
 * @param seconds from the first arrival due to the last committed verdict
 * @param latency from the intended moment of a request to its answer
 * @param clientLateness how late the client began its requests; part of the latency
 * @param stealCores processors that the hypervisor gave to others meanwhile; null where unknown
 * @param cpuMillisAVerdict processor time a committed verdict by process, the client among them
 * @param stages where the services say their time went
 */
record Measurement(
        double offeredPerSecond,
        double achievedPerSecond,
        double seconds,
        Counts counts,
        Percentiles latency,
        Percentiles clientLateness,
        @Nullable Double stealCores,
        Map<String, Double> cpuMillisAVerdict,
        List<StageTimes.Stage> stages) {}
