package dev.tributary.cli.suite;

import dev.tributary.local.ChildCommand;
import dev.tributary.local.ChildProcess;
import dev.tributary.local.LocalBroker;
import dev.tributary.local.LocalRegistry;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What each process of a suite is started with, and where it is found; starts nothing. */
final class SuiteLayout {
    private static final String LOOPBACK = ServicePlace.LOOPBACK;

    private final SuiteSettings settings;
    private final Installation installation;

    SuiteLayout(SuiteSettings settings, Installation installation) {
        this.settings = settings;
        this.installation = installation;
    }

    LocalBroker.Settings broker() {
        List<String> options = new ArrayList<>();
        options.add(mark("broker"));
        options.addAll(settings.jvmOptions());
        options.addAll(brokerCache().options(settings.startCaches()));
        return new LocalBroker.Settings(
                settings.state().resolve("broker"),
                log("broker"),
                settings.ports().broker(),
                settings.ports().controller(),
                settings.brokerHeapMegabytes(),
                options,
                settings.tied(),
                settings.brokerProperties());
    }

    LocalRegistry.Settings registry() {
        List<String> options = new ArrayList<>(LocalRegistry.SMALL);
        options.add(mark("registry"));
        return new LocalRegistry.Settings(
                settings.state().resolve("registry"),
                log("registry"),
                settings.ports().registry(),
                settings.ports().registryManagement(),
                Optional.of(bootstrapServers()),
                settings.registryHeapMegabytes(),
                options,
                settings.tied());
    }

    /**
     * An instance of a service.
     *
     * @param properties Spring properties beside the suite's own; these win
     */
    ChildCommand command(ServicePlace place, Map<String, String> properties) {
        Service service = place.service();
        List<String> options = new ArrayList<>();
        options.add(mark(place.name()));
        options.add("-Xms%dm".formatted(service.heapMegabytes()));
        options.add("-Xmx%dm".formatted(service.heapMegabytes()));
        settings.jvmOptions().stream()
                .map(it -> it.equals(SuiteSettings.COLLECTOR) ? service.collector() : it)
                .forEach(options::add);
        // Without memory it could neither answer nor die; the supervisor says so instead.
        options.add("-XX:+ExitOnOutOfMemoryError");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("--sun-misc-unsafe-memory-access=allow");
        options.addAll(cache(service).options(settings.startCaches()));
        Map<String, String> all = properties(place);
        all.putAll(settings.serviceProperties());
        all.putAll(properties);
        Path app = ServiceApp.of(installation.jar(service));
        ChildCommand command =
                new ChildCommand(
                        place.name(),
                        options,
                        app.toString(),
                        service.mainClass(),
                        all.entrySet().stream()
                                .map(property ->
                                        "--" + property.getKey() + "=" + property.getValue())
                                .toList(),
                        log(place.name()));
        return settings.tied() ? command.tiedToThisProcess() : command;
    }

    /** The caches of all processes that have one, by name of the process. */
    Map<String, StartCache> caches() {
        Map<String, StartCache> caches = new LinkedHashMap<>();
        caches.put("broker", brokerCache());
        for (Service service : Service.values()) {
            caches.put(service.id(), cache(service));
        }
        return caches;
    }

    private StartCache brokerCache() {
        return new StartCache(installation.programs().resolve("broker.aot"));
    }

    private StartCache cache(Service service) {
        return new StartCache(
                ServiceApp.of(installation.jar(service)).resolveSibling(service.id() + ".aot"));
    }

    private Map<String, String> properties(ServicePlace place) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("server.address", LOOPBACK);
        properties.put("server.port", Integer.toString(place.port()));
        properties.put("management.server.address", LOOPBACK);
        properties.put("management.server.port", Integer.toString(place.managementPort()));
        properties.put("spring.kafka.bootstrap-servers", bootstrapServers());
        properties.put("spring.kafka.properties.schema.registry.url", registryUrl());
        properties.put(
                "spring.kafka.streams.state-dir",
                settings.state().resolve("streams").resolve(place.name()).toString());
        properties.put(
                "spring.kafka.streams.properties.application.server",
                LOOPBACK + ":" + place.port());
        // A member with a lasting identity is back at once after a restart or a kill.
        properties.put("spring.kafka.streams.properties.group.instance.id", place.memberId());
        return properties;
    }

    String bootstrapServers() {
        return LOOPBACK + ":" + settings.ports().broker();
    }

    String registryUrl() {
        return "http://%s:%d/apis/ccompat/v7".formatted(LOOPBACK, settings.ports().registry());
    }

    /** The broker as it is noted for other commands. */
    SuiteProcess describeBroker(ChildProcess process) {
        return new SuiteProcess(
                process.name(),
                process.pid(),
                settings.ports().broker(),
                null,
                null,
                process.log());
    }

    /** The registry as it is noted for other commands. */
    SuiteProcess describeRegistry(ChildProcess process) {
        return new SuiteProcess(
                process.name(),
                process.pid(),
                settings.ports().registry(),
                null,
                "http://%s:%d/health/ready"
                        .formatted(LOOPBACK, settings.ports().registryManagement()),
                process.log());
    }

    private Path log(String process) {
        return settings.state().resolve("logs").resolve(process + ".log");
    }

    private String mark(String process) {
        return SuiteProcess.mark(settings.state(), process);
    }
}
