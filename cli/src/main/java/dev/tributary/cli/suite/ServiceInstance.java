package dev.tributary.cli.suite;

import dev.tributary.local.ChildCommand;
import dev.tributary.local.ChildProcess;
import dev.tributary.local.Readiness;

import java.net.URI;
import java.time.Duration;

/**
 * One process of a service, the suite's own or a further one. It keeps ports, state folder and
 * group membership for life, so that it is the same instance after {@link #kill} and {@link
 * #start}. For one thread at a time.
 */
public final class ServiceInstance {
    private final ServicePlace place;
    private final ChildProcess process;
    private final Duration readyWithin;

    ServiceInstance(ServicePlace place, ChildCommand command, Duration readyWithin) {
        this.place = place;
        this.process = new ChildProcess(command, Readiness.http(URI.create(place.readinessUrl())));
        this.readyWithin = readyWithin;
    }

    /** What the process is called in {@code status} and {@code logs}. */
    public String name() {
        return place.name();
    }

    /** Base of its API. */
    public String url() {
        return place.url();
    }

    /** Base of its health and metrics. */
    public String managementUrl() {
        return place.managementUrl();
    }

    /** Its process, to be stopped and looked at. */
    public ChildProcess process() {
        return process;
    }

    /**
     * Starts it again after it was killed or stopped; returns at once.
     *
     * @throws IllegalStateException if it runs
     */
    public void start() {
        process.start();
    }

    /** Ends it as a power cut would (SIGKILL) and waits until it is gone. */
    public void kill() {
        process.kill();
    }

    /**
     * Waits until it says that it can do its work.
     *
     * @throws dev.tributary.local.ChildProcessException if it dies first or is not ready in time
     */
    public void awaitReady() {
        process.awaitReady(readyWithin);
    }

    ServicePlace place() {
        return place;
    }

    SuiteProcess describe() {
        return place.describe(process);
    }
}
