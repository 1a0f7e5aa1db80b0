package dev.tributary.cli.suite;

import java.nio.file.Path;
import java.util.Map;

/**
 * How a suite is run.
 *
 * @param state folder of everything it keeps: the broker's data, the services' state stores, logs
 * @param ports where it listens
 * @param brokerHeapMegabytes fixed heap of the broker, in MiB
 * @param registryHeapMegabytes fixed heap of the registry, in MiB
 * @param garbageCollector JVM option that chooses the collector of the broker and the services
 * @param brokerProperties server properties that replace or add to the suite's own
 * @param serviceProperties Spring properties given to every service beside the suite's own
 * @param tied whether its processes end soon after this process is gone, however that ended;
 *     otherwise they live on until they are stopped
 * @param startCaches what is done with the start caches of the broker and the services
 */
public record SuiteSettings(
        Path state,
        SuitePorts ports,
        int brokerHeapMegabytes,
        int registryHeapMegabytes,
        String garbageCollector,
        Map<String, String> brokerProperties,
        Map<String, String> serviceProperties,
        boolean tied,
        StartCache.Use startCaches) {
    public SuiteSettings {
        state = state.toAbsolutePath().normalize();
        brokerProperties = Map.copyOf(brokerProperties);
        serviceProperties = Map.copyOf(serviceProperties);
    }

    /** The usual suite, tied to this process. */
    public static SuiteSettings at(Path state, SuitePorts ports) {
        return new SuiteSettings(
                state,
                ports,
                768,
                192,
                "-XX:+UseG1GC",
                Map.of(),
                Map.of(),
                true,
                StartCache.Use.IGNORE);
    }

    /** The same, but its processes live on when this one ends. */
    public SuiteSettings detached() {
        return new SuiteSettings(
                state,
                ports,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                garbageCollector,
                brokerProperties,
                serviceProperties,
                false,
                startCaches);
    }

    /** The same, and start caches are read or recorded. */
    public SuiteSettings withStartCaches(StartCache.Use use) {
        return new SuiteSettings(
                state,
                ports,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                garbageCollector,
                brokerProperties,
                serviceProperties,
                tied,
                use);
    }

    /** The same, with Spring properties for every service. */
    public SuiteSettings withServiceProperties(Map<String, String> properties) {
        return new SuiteSettings(
                state,
                ports,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                garbageCollector,
                brokerProperties,
                properties,
                tied,
                startCaches);
    }

    /** The same, with another heap for the broker. */
    public SuiteSettings withBrokerHeap(int megabytes) {
        return new SuiteSettings(
                state,
                ports,
                megabytes,
                registryHeapMegabytes,
                garbageCollector,
                brokerProperties,
                serviceProperties,
                tied,
                startCaches);
    }
}
