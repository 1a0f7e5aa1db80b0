package dev.tributary.local;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A real Kafka broker, which is its own KRaft controller, as a child process on loopback.
 *
 * <p>Its folder keeps {@code server.properties} and {@code data/}; started again on the same folder
 * it finds its topics, offsets and cluster id, also on other ports and after a kill.
 */
public final class LocalBroker implements AutoCloseable {
    /** How long a broker may take until it answers, on a busy machine after a kill. */
    private static final Duration READY_BOUND = Duration.ofSeconds(90);

    private static final Duration STOP_GRACE = Duration.ofSeconds(30);
    private static final int ASK_MS = 2000;

    private static final Map<String, String> SINGLE_NODE =
            Map.ofEntries(
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("default.replication.factor", "1"),
                    Map.entry("min.insync.replicas", "1"),
                    Map.entry("num.partitions", "1"),
                    Map.entry("offsets.topic.num.partitions", "4"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("transaction.state.log.num.partitions", "4"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "4"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    // A broker that was killed is let in again when its old session has ended.
                    Map.entry("broker.session.timeout.ms", "4000"),
                    Map.entry("broker.heartbeat.interval.ms", "1000"));

    /**
     * The first produce after a commit races the markers of the transaction before it and is tried
     * again after the backoff: 20 ms by default, a whole verdict's worth. The cleaner's buffer is
     * 128 MB by default, kept on the heap, and lengthens every young collection.
     */
    private static final Map<String, String> LATENCY =
            Map.of(
                    "add.partitions.to.txn.retry.backoff.ms", "1",
                    "log.cleaner.dedupe.buffer.size", "8388608");

    /**
     * How a broker is run.
     *
     * @param folder keeps all it must find again
     * @param log file that takes its output
     * @param port for clients
     * @param controllerPort for the quorum of one
     * @param heapMegabytes heap, fixed, in MiB
     * @param jvmOptions further options of its JVM
     * @param tied whether it ends soon after this process is gone, however that ended
     * @param overrides server properties that replace or add to ours
     */
    public record Settings(
            Path folder,
            Path log,
            int port,
            int controllerPort,
            int heapMegabytes,
            List<String> jvmOptions,
            boolean tied,
            Map<String, String> overrides) {
        public Settings {
            folder = folder.toAbsolutePath();
            log = log.toAbsolutePath();
            jvmOptions = List.copyOf(jvmOptions);
            overrides = Map.copyOf(overrides);
        }

        /** A small broker on free ports, for tests. */
        public static Settings forTests(Path folder) {
            List<Integer> ports = FreePorts.some(2);
            Path log = folder.resolve("broker.log");
            List<String> options = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
            return new Settings(
                    folder, log, ports.get(0), ports.get(1), 384, options, true, Map.of());
        }
    }

    private final Settings settings;
    private final ChildProcess process;

    public LocalBroker(Settings settings) {
        this.settings = settings;
        this.process = new ChildProcess(command(settings), readiness(settings.port()));
    }

    /** Starts the broker and waits until it answers. */
    public void start() {
        launch();
        awaitReady();
    }

    /** Starts the broker without waiting for it. */
    public void launch() {
        writeProperties();
        process.start();
    }

    /** Waits until an administrator's question is answered. */
    public void awaitReady() {
        process.awaitReady(READY_BOUND);
    }

    /** Stops it in good order; what is left of it after 30 seconds is killed. */
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

    /** Where clients connect: {@code 127.0.0.1:port}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + settings.port();
    }

    public ChildProcess process() {
        return process;
    }

    private static ChildCommand command(Settings settings) {
        List<String> options = new ArrayList<>();
        options.add("-Xms%dm".formatted(settings.heapMegabytes()));
        options.add("-Xmx%dm".formatted(settings.heapMegabytes()));
        options.add("-Dlogback.configurationFile=dev/tributary/local/broker-logback.xml");
        options.add("--enable-native-access=ALL-UNNAMED");
        options.add("--sun-misc-unsafe-memory-access=allow");
        options.addAll(settings.jvmOptions());
        ChildCommand command =
                new ChildCommand(
                        "broker",
                        options,
                        System.getProperty("java.class.path"),
                        BrokerMain.class.getName(),
                        List.of(properties(settings).toString(), data(settings).toString()),
                        settings.log());
        return settings.tied() ? command.tiedToThisProcess() : command;
    }

    private static Path properties(Settings settings) {
        return settings.folder().resolve("server.properties");
    }

    private static Path data(Settings settings) {
        return settings.folder().resolve("data");
    }

    private void writeProperties() {
        Map<String, String> properties = new TreeMap<>(topology(settings));
        properties.putAll(SINGLE_NODE);
        properties.putAll(LATENCY);
        properties.putAll(settings.overrides());
        StringBuilder text = new StringBuilder();
        properties.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        try {
            Files.createDirectories(data(settings));
            Files.writeString(properties(settings), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's folder cannot be written", e);
        }
    }

    private static Map<String, String> topology(Settings settings) {
        String clients = "PLAINTEXT://127.0.0.1:" + settings.port();
        String controller = "127.0.0.1:" + settings.controllerPort();
        return Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                "1",
                "listeners",
                clients + ",CONTROLLER://" + controller,
                "advertised.listeners",
                clients,
                "inter.broker.listener.name",
                "PLAINTEXT",
                "controller.listener.names",
                "CONTROLLER",
                // Named in the properties rather than kept in the log, so that the port may change.
                "controller.quorum.voters",
                "1@" + controller,
                "log.dirs",
                data(settings).toString().replace("\\", "\\\\"));
    }

    /** Ready when the broker on this port says that it is part of its cluster. */
    public static Readiness readiness(int port) {
        String address = "127.0.0.1:" + port;
        Map<String, Object> config =
                Map.of(
                        AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address,
                        AdminClientConfig.RECONNECT_BACKOFF_MS_CONFIG, 50,
                        AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100,
                        AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, ASK_MS,
                        AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ASK_MS);
        return () -> {
            if (FreePorts.isFree(port)) {
                return Optional.of("nothing listens on " + address);
            }
            try (Admin admin = Admin.create(config)) {
                int brokers =
                        admin.describeCluster().nodes().get(ASK_MS, TimeUnit.MILLISECONDS).size();
                return brokers == 1 ? Optional.empty() : Optional.of("the broker is fenced");
            } catch (ExecutionException | TimeoutException e) {
                return Optional.of("no answer from " + address);
            }
        };
    }
}
