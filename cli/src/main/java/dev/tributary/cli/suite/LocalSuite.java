package dev.tributary.cli.suite;

import dev.tributary.common.registry.SchemaDeployment;
import dev.tributary.common.registry.SchemaRegistryClient;
import dev.tributary.local.ChildProcess;
import dev.tributary.local.LocalBroker;
import dev.tributary.local.LocalRegistry;
import dev.tributary.local.TopicProvisioner;
import dev.tributary.schemas.TopicCatalog;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * The whole suite on this machine: a broker, a schema registry and the services, each a process of
 * its own on loopback. This is what {@code tributary up} and {@code smoke} run, and what tests and
 * measurements of the whole suite are written against.
 *
 * <pre>{@code
 * var settings = SuiteSettings.at(folder, SuitePorts.free());
 * try (LocalSuite suite = new LocalSuite(settings, Progress.silent())) {
 *     suite.start();                                // all of it, ready when this returns
 *     post(suite.url(Service.INGEST) + "/v1/transactions", body);
 *     suite.process(Service.FRAUD).kill();          // as a power cut would
 *     suite.process(Service.FRAUD).start();
 *     suite.awaitReady(Service.FRAUD);
 *     suite.restart(Service.FRAUD, Map.of("tributary.fraud.topology.repeat-retention", "PT1H"));
 *     suite.broker().stop();                        // and start() again: it finds its data
 *
 *     ServiceInstance second = suite.startFurther(
 *             Service.INVENTORY, Map.of("spring.kafka.streams.properties.num.standby.replicas", "1"));
 *     second.awaitReady();                          // own ports, own state folder
 *     second.kill();
 *     second.start();
 * }
 * }</pre>
 *
 * <p>Started again on the same folder, it finds its data, also on other ports. While it runs, the
 * folder holds {@code suite.json}, which says what runs where; logs are under {@code
 * logs/<process>.log}. Every wait is bounded: a process has {@value #READY_SECONDS_MAX} seconds to
 * be ready and {@value #STOP_SECONDS_MAX} to end before it is killed.
 *
 * <p>{@link #stop} may be called from any thread at any time, also while {@link #start} is at work,
 * which then ends with a fault; a stopped suite is not started again. Killing and restarting single
 * processes is for one thread at a time.
 */
public final class LocalSuite implements AutoCloseable {
    private static final int READY_SECONDS_MAX = 180;
    private static final int STOP_SECONDS_MAX = 30;

    /** A JVM that has recorded writes the cache when it is told to end. */
    private static final int RECORDED_STOP_SECONDS_MAX = 300;

    private static final Duration ADMIN_BOUND = Duration.ofSeconds(30);
    private static final long POLL_MS = 50;

    private final SuiteSettings settings;
    private final SuiteLayout layout;
    private final Progress progress;
    private final LocalBroker broker;
    private final LocalRegistry registry;
    private final Map<Service, ServiceInstance> services = new EnumMap<>(Service.class);
    private final List<ServiceInstance> further = new CopyOnWriteArrayList<>();
    private final List<ChildProcess> launched = new CopyOnWriteArrayList<>();
    private final Instant startedAt = Instant.now();
    private final Object stopLock = new Object();
    private volatile boolean stopping;

    /**
     * A suite that is not started yet.
     *
     * @param progress told of each step; stays open
     * @throws SuiteFault if the services are not built
     */
    public LocalSuite(SuiteSettings settings, Progress progress) {
        this.settings = settings;
        this.layout = new SuiteLayout(settings, Installation.current());
        this.progress = progress;
        this.broker = new LocalBroker(layout.broker());
        this.registry = new LocalRegistry(layout.registry());
        for (Service service : settings.services()) {
            services.put(service, instance(ServicePlace.own(service, settings.ports()), Map.of()));
        }
    }

    /**
     * Starts everything and returns when it is ready: topics are there, schemas registered, and
     * each service says that it can do its work.
     *
     * @throws SuiteFault if something stands in the way; nothing was started then, or what was is
     *     stopped again
     * @throws dev.tributary.local.ChildProcessException if a process dies or is not ready in time;
     *     the rest is stopped again
     */
    public void start() {
        Preflight.check(settings);
        if (settings.startCaches() == StartCache.Use.RECORD) {
            layout.caches().values().forEach(StartCache::prepare);
        }
        try {
            launch(broker.process(), broker::launch);
            await(List.of(broker.process()));
            launch(registry.process(), registry::launch);
            createTopics();
            await(List.of(registry.process()));
            registerSchemas();
            services.values().forEach(service -> launch(service.process(), service::start));
            await(services.values().stream().map(ServiceInstance::process).toList());
        } catch (RuntimeException e) {
            stop();
            throw e;
        }
    }

    /**
     * Stops everything, in the reverse of the order in which it was started; returns when all is
     * stopped, whoever began it.
     */
    public void stop() {
        synchronized (launched) {
            stopping = true;
        }
        synchronized (stopLock) {
            // Services do not need one another to end, so they end at the same time.
            List<ChildProcess> living =
                    launched.reversed().stream().filter(ChildProcess::alive).toList();
            instances().map(ServiceInstance::process).forEach(ChildProcess::terminate);
            living.forEach(this::stop);
            if (!launched.isEmpty()) {
                SuiteNote.forget(settings.state());
            }
        }
    }

    private void stop(ChildProcess process) {
        Progress.Step step = progress.begin("stop " + process.name());
        int seconds =
                settings.startCaches() == StartCache.Use.RECORD
                        ? RECORDED_STOP_SECONDS_MAX
                        : STOP_SECONDS_MAX;
        boolean byItself = process.stop(Duration.ofSeconds(seconds));
        step.done(byItself ? "" : "killed after " + seconds + " s");
    }

    /**
     * After a suite that recorded has stopped: its start caches are read from here on.
     *
     * @return their sizes in bytes, by name of the process
     * @throws SuiteFault if one was not written
     */
    public Map<String, Long> publishStartCaches() {
        Map<String, Long> sizes = new LinkedHashMap<>();
        layout.caches().forEach((process, cache) -> sizes.put(process, cache.publish()));
        return sizes;
    }

    /** Stops everything. */
    @Override
    public void close() {
        stop();
    }

    public LocalBroker broker() {
        return broker;
    }

    public LocalRegistry registry() {
        return registry;
    }

    /** The suite's own process of a service, to be killed, stopped and started. */
    public ChildProcess process(Service service) {
        return own(service).process();
    }

    /** The suite's own processes, in the order in which they are started. */
    public List<ChildProcess> processes() {
        List<ChildProcess> all = new ArrayList<>();
        all.add(broker.process());
        all.add(registry.process());
        services.values().forEach(service -> all.add(service.process()));
        return all;
    }

    /**
     * Starts one more instance of a service beside those that run: on free ports, with a state
     * folder, a log and a group membership of its own. Returns at once. It is stopped with the
     * suite, and unlike the suite's own it may be dead without {@link #awaitDeath} minding.
     *
     * @param properties Spring properties beside the suite's own; these win
     */
    public ServiceInstance startFurther(Service service, Map<String, String> properties) {
        long others = further.stream().filter(it -> it.place().service() == service).count();
        ServiceInstance instance =
                instance(ServicePlace.further(service, 2 + (int) others), properties);
        further.add(instance);
        launch(instance.process(), instance::start);
        return instance;
    }

    /**
     * Stops a service and starts it with these Spring properties beside the suite's own, until it
     * is restarted again.
     */
    public void restart(Service service, Map<String, String> properties) {
        ServiceInstance instance = own(service);
        instance.process().stop(Duration.ofSeconds(STOP_SECONDS_MAX));
        instance.process().command(layout.command(instance.place(), properties));
        instance.start();
        note();
        instance.awaitReady();
    }

    /** Waits until a service says that it can do its work. */
    public void awaitReady(Service service) {
        own(service).awaitReady();
    }

    /**
     * Waits, without end, until a process is dead that was not told to stop.
     *
     * @return that process
     */
    public ChildProcess awaitDeath() {
        return processes().stream()
                .map(ChildProcess::onExit)
                .reduce((one, other) -> one.applyToEither(other, process -> process))
                .map(CompletableFuture::join)
                .orElseThrow();
    }

    /** Where Kafka clients connect. */
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    /** Base of the registry's Confluent API. */
    public String registryUrl() {
        return registry.url();
    }

    /** Base of a service's API. */
    public String url(Service service) {
        return own(service).url();
    }

    /** Base of a service's health and metrics. */
    public String managementUrl(Service service) {
        return own(service).managementUrl();
    }

    public SuiteSettings settings() {
        return settings;
    }

    private ServiceInstance own(Service service) {
        ServiceInstance instance = services.get(service);
        if (instance == null) {
            throw new IllegalArgumentException("no such service: " + service);
        }
        return instance;
    }

    private ServiceInstance instance(ServicePlace place, Map<String, String> properties) {
        return new ServiceInstance(
                place, layout.command(place, properties), Duration.ofSeconds(READY_SECONDS_MAX));
    }

    private Stream<ServiceInstance> instances() {
        return Stream.concat(services.values().stream(), further.stream());
    }

    /** Nothing is launched once stopping has begun, so that nothing is left. */
    private void launch(ChildProcess process, Runnable start) {
        synchronized (launched) {
            if (stopping) {
                throw new SuiteFault("the suite is being stopped");
            }
            start.run();
            launched.add(process);
        }
        note();
    }

    /** Waits for some of the processes while it watches over all that were launched. */
    private void await(List<ChildProcess> awaited) {
        Duration bound = Duration.ofSeconds(READY_SECONDS_MAX);
        long deadline = System.nanoTime() + bound.toNanos();
        Map<ChildProcess, Progress.Step> pending = new LinkedHashMap<>();
        awaited.forEach(process -> pending.put(process, progress.begin(process.name())));
        try {
            while (!pending.isEmpty()) {
                Thread.sleep(POLL_MS);
                launched.forEach(ChildProcess::requireAlive);
                for (var waiting : List.copyOf(pending.entrySet())) {
                    ChildProcess process = waiting.getKey();
                    Optional<String> missing = process.missing();
                    if (missing.isEmpty()) {
                        waiting.getValue().done(address(process));
                        pending.remove(process);
                    } else if (System.nanoTime() > deadline) {
                        throw process.notReady(bound, missing.get());
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteFault("interrupted while starting the suite", e);
        } finally {
            pending.values().forEach(Progress.Step::failed);
        }
    }

    /** Where a person finds a process. */
    private String address(ChildProcess process) {
        if (process == broker.process()) {
            return bootstrapServers();
        }
        return process == registry.process() ? registryUrl() : instance(process).url();
    }

    private SuiteProcess describe(ChildProcess process) {
        if (process == broker.process()) {
            return layout.describeBroker(process);
        }
        return process == registry.process()
                ? layout.describeRegistry(process)
                : instance(process).describe();
    }

    private ServiceInstance instance(ChildProcess process) {
        return instances()
                .filter(instance -> instance.process() == process)
                .findFirst()
                .orElseThrow();
    }

    private void createTopics() {
        Progress.Step step = progress.begin("topics");
        Map<String, Object> config =
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        try (Admin admin = Admin.create(config)) {
            var report =
                    new TopicProvisioner(admin, (short) 1, ADMIN_BOUND).provision(TopicCatalog.ALL);
            if (!report.differences().isEmpty()) {
                step.failed();
                throw new SuiteFault(
                        "the state under %s is of another version: %s; name another --state-dir"
                                .formatted(
                                        settings.state(), String.join("; ", report.differences())));
            }
            step.done(
                    "%d created, %d found"
                            .formatted(report.created().size(), report.present().size()));
        }
    }

    private void registerSchemas() {
        Progress.Step step = progress.begin("schemas");
        try (var client = SchemaRegistryClient.of(Map.of("schema.registry.url", registryUrl()))) {
            var deployed = new SchemaDeployment(client).deploy(TopicCatalog.ALL);
            long now = deployed.stream().filter(SchemaDeployment.Deployed::registered).count();
            step.done("%d registered, %d found".formatted(now, deployed.size() - now));
        }
    }

    /** Writes down what runs, for the commands that look for it. */
    private synchronized void note() {
        List<SuiteProcess> running = launched.stream().map(this::describe).toList();
        new SuiteNote(
                        settings.state(),
                        startedAt,
                        settings.tied() ? ProcessHandle.current().pid() : 0,
                        settings.ports().offset(),
                        running)
                .write();
    }
}
