package dev.tributary.common.streams;

import dev.tributary.common.ops.StartCheck;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.TopologyDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The life of one Kafka Streams topology inside a service: defined at once, started when every
 * {@link StartCheck} holds and the service is warm, watched, closed within a bound.
 *
 * <p>Until the checks hold the service is up but not ready, and {@link #phase()} says why; it does
 * not crash and restart in a loop because the registry comes up a minute later.
 */
public final class StreamsRuntime implements SmartLifecycle {
    /** Close must end well before a container's grace period does. */
    static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

    /** Threads that may be replaced within {@link #REPLACEMENT_WINDOW}. */
    static final int REPLACEMENTS_MAX = 10;

    /** How far back thread replacements count. */
    static final Duration REPLACEMENT_WINDOW = Duration.ofMinutes(10);

    private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);

    private final String application;
    private final Properties configs = new Properties();
    private final Topology topology;
    private final List<StartCheck> checks;
    private final Runnable warmUp;
    private final Consumer<KafkaStreams> onCreated;
    private final RestoreProgress restoreProgress = new RestoreProgress();
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile Phase phase = new Phase.Waiting("not started");
    private volatile @Nullable KafkaStreams streams;
    private volatile boolean running;

    /** Where the runtime is in its life. */
    public sealed interface Phase {
        /** A start check does not hold. */
        record Waiting(String obstacle) implements Phase {}

        /** The service warms its code paths. */
        record Warming() implements Phase {}

        /** Kafka Streams has been started; its own state tells the rest. */
        record Started() implements Phase {}

        /** The start failed for a reason that waiting does not cure. */
        record Failed(String reason) implements Phase {}
    }

    /**
     * @param configs the merged configuration, with {@code application.id}
     * @param define puts the topology into the builder; a pure function
     * @param rocksDbMemory what the state stores of the whole process share; outlives this
     * @param checks what must hold before the start, asked in this order
     * @param warmUp run once between the checks and the start
     * @param onCreated sees the client before it starts, for metrics
     */
    public StreamsRuntime(
            Map<String, Object> configs,
            Consumer<StreamsBuilder> define,
            RocksDbMemory rocksDbMemory,
            List<StartCheck> checks,
            Runnable warmUp,
            Consumer<KafkaStreams> onCreated) {
        Map<String, Object> all = new LinkedHashMap<>(configs);
        all.put(RocksDbMemory.CONFIG, rocksDbMemory);
        this.configs.putAll(all);
        this.application = String.valueOf(all.get(StreamsConfig.APPLICATION_ID_CONFIG));
        this.topology = topology(all, define);
        this.checks = List.copyOf(checks);
        this.warmUp = warmUp;
        this.onCreated = onCreated;
    }

    /**
     * Builds a topology the one way in which {@code ensure.explicit.internal.resource.naming} is
     * honoured: from a builder that was given a {@link TopologyConfig}.
     */
    public static Topology topology(Map<String, Object> configs, Consumer<StreamsBuilder> define) {
        Properties properties = new Properties();
        properties.putAll(configs);
        StreamsBuilder builder =
                new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        define.accept(builder);
        return builder.build(properties);
    }

    /** The topology's {@code application.id}. */
    public String application() {
        return application;
    }

    /** The topology's nodes, stores and topics. */
    public TopologyDescription description() {
        return topology.describe();
    }

    /** Where the runtime is in its life. */
    public Phase phase() {
        return phase;
    }

    /** The running client; empty before the start checks hold. */
    public Optional<KafkaStreams> streams() {
        return Optional.ofNullable(streams);
    }

    /** Restorations under way. */
    public RestoreProgress restoreProgress() {
        return restoreProgress;
    }

    @Override
    public void start() {
        running = true;
        Thread.ofPlatform().name(application + "-start").daemon(true).start(this::startOrFail);
    }

    private void startOrFail() {
        try {
            startWhenPossible();
        } catch (RuntimeException fault) {
            // The thread's last frame: what comes up to here is told by liveness.
            LOG.error("{}: cannot start", application, fault);
            phase = new Phase.Failed(fault.toString());
        }
    }

    private void startWhenPossible() {
        if (!awaitChecks()) {
            return;
        }
        phase = new Phase.Warming();
        long startedNanos = System.nanoTime();
        warmUp.run();
        LOG.info(
                "{}: warm after {} ms",
                application,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startedNanos));
        makeStateFolder();
        synchronized (this) {
            if (running) {
                KafkaStreams created = new KafkaStreams(topology, configs, new QuietClients());
                created.setUncaughtExceptionHandler(
                        new StreamsFailurePolicy(
                                application,
                                REPLACEMENTS_MAX,
                                REPLACEMENT_WINDOW,
                                InstantSource.system()));
                created.setStateListener(
                        (now, before) -> LOG.info("{}: {} -> {}", application, before, now));
                created.setGlobalStateRestoreListener(restoreProgress);
                onCreated.accept(created);
                streams = created;
                created.start();
                phase = new Phase.Started();
            }
        }
    }

    /**
     * Kafka Streams makes it, too, and takes it for a fault when another topology of the service
     * does so at the same time.
     */
    private void makeStateFolder() {
        Path folder = Path.of(new StreamsConfig(configs).getString(StreamsConfig.STATE_DIR_CONFIG));
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make folder " + folder + " for state", e);
        }
    }

    /** Returns false when the service stops before the checks hold. */
    private boolean awaitChecks() {
        String told = "";
        while (running) {
            Optional<String> obstacle =
                    checks.stream().map(StartCheck::obstacle).flatMap(Optional::stream).findFirst();
            if (obstacle.isEmpty()) {
                return true;
            }
            phase = new Phase.Waiting(obstacle.get());
            if (!told.equals(obstacle.get())) {
                told = obstacle.get();
                LOG.warn("{}: not starting yet: {}", application, told);
            }
            try {
                if (stopping.await(CHECK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS)) {
                    return false;
                }
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        synchronized (this) {
            KafkaStreams client = streams;
            if (client != null
                    && !client.close(
                            CloseOptions.timeout(CLOSE_TIMEOUT)
                                    .withGroupMembershipOperation(membershipAfterClose()))) {
                LOG.warn("{}: not closed within {}", application, CLOSE_TIMEOUT);
            }
        }
    }

    /**
     * A member with a lasting identity keeps its partitions while it restarts; one without would
     * only make the others wait for its session to end.
     */
    private GroupMembershipOperation membershipAfterClose() {
        boolean lasting =
                configs.containsKey(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG)
                        || configs.containsKey(
                                StreamsConfig.consumerPrefix(
                                        ConsumerConfig.GROUP_INSTANCE_ID_CONFIG));
        return lasting
                ? GroupMembershipOperation.REMAIN_IN_GROUP
                : GroupMembershipOperation.LEAVE_GROUP;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Before and after the web server, whose last requests still read the state. */
    @Override
    public int getPhase() {
        return 0;
    }
}
