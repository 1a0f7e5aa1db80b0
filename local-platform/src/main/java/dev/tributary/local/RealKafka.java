package dev.tributary.local;

import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.schemas.TopicCatalog;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * A broker and a registry for tests, in a temporary folder that goes with them.
 *
 * <p>{@link #shared()} is one for the whole test JVM, started by the first test that asks and
 * stopped with the JVM: tests share it by using their own topics, groups and application ids.
 * {@link #cleared()} is the same one without what earlier tests left, for those that run a whole
 * service; one that kills the broker starts it again. {@link #own()} is for tests that end the
 * registry, or need one that knows nothing. The registry starts when first asked for.
 */
public final class RealKafka implements AutoCloseable {
    private static final Duration ADMIN_BOUND = Duration.ofSeconds(30);

    private final Path folder;
    private final LocalBroker broker;
    private @Nullable LocalRegistry registry;

    private RealKafka() {
        try {
            this.folder = Files.createTempDirectory("tributary-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.broker = new LocalBroker(LocalBroker.Settings.forTests(folder.resolve("broker")));
    }

    private static final class Shared {
        static final RealKafka INSTANCE = new RealKafka();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::discard));
            INSTANCE.broker.start();
        }
    }

    /** The one of this JVM, running. */
    public static RealKafka shared() {
        return Shared.INSTANCE;
    }

    /**
     * The one of this JVM, without topics and groups; schemas stay, as nobody minds them. Whatever
     * earlier tests ran on it must have ended.
     */
    public static RealKafka cleared() {
        RealKafka kafka = shared();
        try (Admin admin = kafka.admin()) {
            new Clearance(admin, ADMIN_BOUND).clear();
        }
        return kafka;
    }

    /** A new one, running; the caller closes it. */
    public static RealKafka own() {
        RealKafka own = new RealKafka();
        own.broker.start();
        return own;
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Base of the registry's Confluent API; starts the registry when first asked for. */
    public String registryUrl() {
        return registry().url();
    }

    public LocalBroker broker() {
        return broker;
    }

    /** The registry, running unless the test stopped it; it keeps its schemas in memory. */
    public synchronized LocalRegistry registry() {
        if (registry == null) {
            registry =
                    new LocalRegistry(LocalRegistry.Settings.forTests(folder.resolve("registry")));
            registry.start();
        }
        return registry;
    }

    /** An administrator of the broker; the caller closes it. */
    public Admin admin() {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers()));
    }

    /** Creates the topics of the suite that are missing. */
    public TopicProvisioner.Report createTopics() {
        try (Admin admin = admin()) {
            return new TopicProvisioner(admin, (short) 1, ADMIN_BOUND).provision(TopicCatalog.ALL);
        }
    }

    /** Registers the suite's schemas, as a deployment does before services start. */
    public void deploySchemas() {
        try (SchemaRegistryClient client =
                SchemaRegistryClient.of(Map.of("schema.registry.url", registryUrl()))) {
            new SchemaDeployment(client).deploy(TopicCatalog.ALL);
        }
    }

    /** Ends both processes and deletes their folder. */
    @Override
    public void close() {
        discard();
    }

    /** What is thrown away needs no good order: killing is quicker than stopping. */
    private synchronized void discard() {
        if (registry != null) {
            registry.kill();
        }
        broker.kill();
        FileTree.delete(folder);
    }
}
