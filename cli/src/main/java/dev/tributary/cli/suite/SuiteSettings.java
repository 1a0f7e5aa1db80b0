package dev.tributary.cli.suite;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a suite is run.
 *
 * @param state folder of everything it keeps: the broker's data, the services' state stores, logs
 * @param ports where it listens
 * @param services what is started beside broker and registry
 * @param brokerHeapMegabytes fixed heap of the broker, in MiB
 * @param registryHeapMegabytes fixed heap of the registry, in MiB
 * @param jvmOptions JVM options of the broker and the services, beside those they cannot do
 *     without; with {@link #COLLECTOR} each service has the collector that suits it
 * @param brokerProperties server properties that replace or add to the suite's own
 * @param serviceProperties Spring properties given to every service beside the suite's own
 * @param tied whether its processes end soon after this process is gone, however that ended;
 *     otherwise they live on until they are stopped
 * @param startCaches what is done with the start caches of the broker and the services
 */
public record SuiteSettings(
        Path state,
        SuitePorts ports,
        Set<Service> services,
        int brokerHeapMegabytes,
        int registryHeapMegabytes,
        List<String> jvmOptions,
        Map<String, String> brokerProperties,
        Map<String, String> serviceProperties,
        boolean tied,
        StartCache.Use startCaches) {
    /** The usual collector; a service that does better with another one has that in its place. */
    static final String COLLECTOR = "-XX:+UseG1GC";

    public SuiteSettings {
        state = state.toAbsolutePath().normalize();
        services = Set.copyOf(services);
        jvmOptions = List.copyOf(jvmOptions);
        brokerProperties = Map.copyOf(brokerProperties);
        serviceProperties = Map.copyOf(serviceProperties);
    }

    /** The usual suite, tied to this process. */
    public static SuiteSettings at(Path state, SuitePorts ports) {
        return new SuiteSettings(
                state,
                ports,
                EnumSet.allOf(Service.class),
                768,
                192,
                List.of(COLLECTOR),
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
                services,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                jvmOptions,
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
                services,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                jvmOptions,
                brokerProperties,
                serviceProperties,
                tied,
                use);
    }

    /** The same with some of the services only, for who has no use for the others. */
    public SuiteSettings withServices(Set<Service> wanted) {
        return new SuiteSettings(
                state,
                ports,
                wanted,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                jvmOptions,
                brokerProperties,
                serviceProperties,
                tied,
                startCaches);
    }

    /** The same, with Spring properties for every service. */
    public SuiteSettings withServiceProperties(Map<String, String> properties) {
        return new SuiteSettings(
                state,
                ports,
                services,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                jvmOptions,
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
                services,
                megabytes,
                registryHeapMegabytes,
                jvmOptions,
                brokerProperties,
                serviceProperties,
                tied,
                startCaches);
    }

    /** The same, with other JVM options for the broker and the services. */
    public SuiteSettings withJvmOptions(List<String> options) {
        return new SuiteSettings(
                state,
                ports,
                services,
                brokerHeapMegabytes,
                registryHeapMegabytes,
                options,
                brokerProperties,
                serviceProperties,
                tied,
                startCaches);
    }
}
