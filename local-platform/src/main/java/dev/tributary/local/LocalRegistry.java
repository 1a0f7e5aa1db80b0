package dev.tributary.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Apicurio Registry as a child process on loopback, spoken to through its Confluent API. A schema
 * must be compatible with every earlier one of its subject, both ways (FULL_TRANSITIVE).
 *
 * <p>It keeps its schemas in a topic of the broker it is given, or, given none, in memory only.
 */
public final class LocalRegistry implements AutoCloseable {
    /** Names the folder that the server was unpacked to, where it is not beside this class. */
    public static final String HOME_PROPERTY = "tributary.apicurio.home";

    /** How long it may take to answer, on a busy machine. */
    private static final Duration READY_BOUND = Duration.ofMinutes(2);

    private static final Duration STOP_GRACE = Duration.ofSeconds(20);

    /**
     * How a registry is run.
     *
     * @param folder for what it unpacks and exports; nothing in it is needed again
     * @param log file that takes its output
     * @param port for clients
     * @param managementPort for health and metrics
     * @param bootstrapServers the broker that keeps its schemas; empty: they are gone when it ends
     * @param heapMegabytes heap, fixed, in MiB
     * @param jvmOptions further options of its JVM
     * @param tied whether it ends soon after this process is gone, however that ended
     */
    public record Settings(
            Path folder,
            Path log,
            int port,
            int managementPort,
            Optional<String> bootstrapServers,
            int heapMegabytes,
            List<String> jvmOptions,
            boolean tied) {
        public Settings {
            folder = folder.toAbsolutePath();
            log = log.toAbsolutePath();
            jvmOptions = List.copyOf(jvmOptions);
        }

        /** A registry that forgets, on free ports, for tests. */
        public static Settings forTests(Path folder) {
            List<Integer> ports = FreePorts.some(2);
            Path log = folder.resolve("registry.log");
            return new Settings(
                    folder, log, ports.get(0), ports.get(1), Optional.empty(), 192, SMALL, true);
        }
    }

    /** It serves a handful of requests a service start: what counts is that it starts soon. */
    public static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private final Settings settings;
    private final ChildProcess process;

    public LocalRegistry(Settings settings) {
        this.settings = settings;
        URI health = URI.create(managementUrl() + "/health/ready");
        this.process = new ChildProcess(command(settings), Readiness.http(health));
    }

    /** Starts the registry and waits until it is ready. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts the registry without waiting for it. */
    public void launch() {
        try {
            Files.createDirectories(settings.folder());
        } catch (IOException e) {
            throw new UncheckedIOException("the registry's folder cannot be written", e);
        }
        process.start();
    }

    /** Waits until its own health check says that it is ready. */
    public void awaitReady() {
        process.awaitReady(READY_BOUND);
    }

    /** Stops it in good order; what is left of it after 20 seconds is killed. */
    public boolean stop() {
        return process.stop(STOP_GRACE);
    }

    /** Ends it as a power cut would. */
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        stop();
    }

    /** Base of the Confluent API; clients add {@code /subjects} and the like to its path. */
    public String url() {
        return "http://127.0.0.1:%d/apis/ccompat/v7".formatted(settings.port());
    }

    /** Base of health and metrics. */
    public String managementUrl() {
        return "http://127.0.0.1:" + settings.managementPort();
    }

    public ChildProcess process() {
        return process;
    }

    private static ChildCommand command(Settings settings) {
        List<String> options =
                new ArrayList<>(
                        List.of(
                                "-Xms%dm".formatted(settings.heapMegabytes()),
                                "-Xmx%dm".formatted(settings.heapMegabytes())));
        options.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("--sun-misc-unsafe-memory-access=allow");
        options.addAll(settings.jvmOptions());
        properties(settings).forEach((name, value) -> options.add("-D" + name + "=" + value));
        ChildCommand command =
                new ChildCommand(
                        "registry",
                        options,
                        home().resolve("quarkus-run.jar").toString(),
                        "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
                        List.of(),
                        settings.log());
        return settings.tied() ? command.tiedToThisProcess() : command;
    }

    private static Map<String, String> properties(Settings settings) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("quarkus.banner.enabled", "false");
        properties.put("quarkus.http.host", "127.0.0.1");
        properties.put("quarkus.http.port", Integer.toString(settings.port()));
        properties.put("quarkus.http.access-log.enabled", "false");
        properties.put(
                "quarkus.log.console.format",
                "%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5p %c{1} - %s%e%n");
        properties.put("quarkus.log.category.\"org.apache.kafka\".level", "WARN");
        properties.put("quarkus.management.host", "127.0.0.1");
        properties.put("quarkus.management.port", Integer.toString(settings.managementPort()));
        properties.put("apicurio.rules.global.compatibility", "FULL_TRANSITIVE");
        properties.put("apicurio.storage.snapshot.location", settings.folder().toString());
        properties.put("apicurio.import.work-dir", settings.folder().toString());
        settings.bootstrapServers()
                .ifPresent(servers -> {
                    properties.put("apicurio.storage.kind", "kafkasql");
                    properties.put("apicurio.kafkasql.bootstrap.servers", servers);
                    // It reads its topics until a poll comes back empty; the default of five
                    // seconds a poll would make that the longest part of its start.
                    properties.put("apicurio.kafkasql.consumer.poll.timeout", "500");
                });
        return properties;
    }

    /**
     * The unpacked server: named by {@link #HOME_PROPERTY}, else the folder {@code apicurio} that
     * this module's build leaves beside its classes and its jar.
     */
    private static Path home() {
        String named = System.getProperty(HOME_PROPERTY);
        Path home = named != null ? Path.of(named) : CodeLocation.ours().resolveSibling("apicurio");
        if (!Files.exists(home.resolve("quarkus-run.jar"))) {
            throw new IllegalStateException(
                    "no registry server under %s: build local-platform, or name its folder with -D%s"
                            .formatted(home, HOME_PROPERTY));
        }
        return home.toAbsolutePath();
    }
}
