package dev.tributary.cli.chaos;

import dev.tributary.cli.suite.LocalSuite;
import dev.tributary.cli.suite.Service;
import dev.tributary.cli.suite.ServiceInstance;
import dev.tributary.local.ChildCommand;
import dev.tributary.local.ChildProcess;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two instances of inventory-service of one suite: its own, and one beside it. */
public final class InventoryPair implements Instances {
    private static final Duration READY_MAX = Duration.ofSeconds(120);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private final List<ChildProcess> processes;
    private final List<URI> urls;

    /**
     * Makes a pair of what a suite has.
     *
     * @param suite one that runs
     * @param second instance beside the suite's own, which can work
     */
    InventoryPair(LocalSuite suite, ServiceInstance second) {
        processes = List.of(suite.process(Service.INVENTORY), second.process());
        urls = List.of(URI.create(suite.url(Service.INVENTORY)), URI.create(second.url()));
    }

    /**
     * Makes a pair of what a suite has, and waits until it can work.
     *
     * @param suite one that runs
     * @param properties Spring properties for both
     */
    public static InventoryPair of(LocalSuite suite, Map<String, String> properties) {
        ServiceInstance second = suite.startFurther(Service.INVENTORY, properties);
        if (!properties.isEmpty()) {
            suite.restart(Service.INVENTORY, properties);
        }
        second.awaitReady();
        return new InventoryPair(suite, second);
    }

    /**
     * Stops both and starts them with more properties, which must not have been given before.
     * Returns when both can work.
     */
    public void restartWith(Map<String, String> properties) {
        processes.forEach(process -> process.stop(STOP_MAX));
        for (ChildProcess process : processes) {
            ChildCommand command = process.command();
            List<String> arguments = new ArrayList<>(command.arguments());
            properties.forEach((name, value) -> arguments.add("--" + name + "=" + value));
            process.command(command.withArguments(arguments));
            process.start();
        }
        processes.forEach(process -> process.awaitReady(READY_MAX));
    }

    /**
     * Does nothing while both live.
     *
     * @throws dev.tributary.local.ChildProcessException if one is dead, with the end of its log
     */
    public void requireAlive() {
        processes.forEach(ChildProcess::requireAlive);
    }

    @Override
    public List<URI> urls() {
        return urls;
    }

    @Override
    public void kill(int instance) {
        processes.get(instance).kill();
    }

    @Override
    public void stop(int instance) {
        processes.get(instance).stop(STOP_MAX);
    }

    @Override
    public void start(int instance) {
        processes.get(instance).start();
    }

    @Override
    public void awaitReady(int instance) {
        processes.get(instance).awaitReady(READY_MAX);
    }
}
