package dev.tributary.cli.suite;

import dev.tributary.local.ChildProcess;
import dev.tributary.local.ChildProcessException;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.io.PrintStream;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;

/** Starts the suite and, unless detached, stays until Ctrl-C or until a process dies. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = {
            "Starts the suite on this machine and waits; Ctrl-C stops all of it.",
            "What it knows is kept: the next `up` finds it again."
        })
final class UpCommand implements Callable<Integer> {
    private static final int STOPPED_BY_SIGNAL = 130;

    @Mixin private final StateFolder state = new StateFolder();

    @Option(
            names = {"-d", "--detach"},
            description = "Returns when the suite is ready; `tributary down` stops it.")
    private boolean detach;

    @ArgGroup private @Nullable PortChoice ports;

    @Option(
            names = "--broker-heap",
            paramLabel = "MIB",
            defaultValue = "768",
            description = "Heap of the broker in MiB (${DEFAULT-VALUE}).")
    private int brokerHeap = 768;

    private static final class PortChoice {
        @Option(
                names = "--port-offset",
                paramLabel = "N",
                description = "Adds N to every port, so that several suites can run side by side.")
        private int offset;

        @Option(names = "--free-ports", description = "Looks for free ports.")
        private boolean free;
    }

    @Override
    public Integer call() {
        PrintStream out = System.out;
        long begun = System.nanoTime();
        try (Progress progress = Progress.onConsole()) {
            LocalSuite suite = new LocalSuite(settings(), progress);
            AtomicBoolean told = new AtomicBoolean();
            Thread stopping = new Thread(() -> stop(suite, told, out), "stop");
            Runtime.getRuntime().addShutdownHook(stopping);
            try {
                suite.start();
                out.printf("%nTributary is up after %.1f s.%n", (System.nanoTime() - begun) / 1e9);
                describe(suite, out);
                if (detach) {
                    Runtime.getRuntime().removeShutdownHook(stopping);
                    return 0;
                }
                suite.awaitDeath().requireAlive();
            } catch (SuiteFault | ChildProcessException fault) {
                suite.stop();
                if (!told.get()) {
                    throw fault;
                }
            }
            return STOPPED_BY_SIGNAL;
        }
    }

    private SuiteSettings settings() {
        SuiteSettings settings =
                SuiteSettings.at(state.path(), ports())
                        .withBrokerHeap(brokerHeap)
                        .withStartCaches(StartCache.Use.READ);
        return detach ? settings.detached() : settings;
    }

    private SuitePorts ports() {
        if (ports == null) {
            return SuitePorts.standard();
        }
        return ports.free ? SuitePorts.free() : new SuitePorts(ports.offset);
    }

    private static void stop(LocalSuite suite, AtomicBoolean told, PrintStream out) {
        told.set(true);
        if (suite.processes().stream().anyMatch(ChildProcess::alive)) {
            out.println();
        }
        suite.stop();
    }

    private void describe(LocalSuite suite, PrintStream out) {
        out.println();
        for (Service service : Service.values()) {
            line(out, service.id(), suite.url(service));
            line(out, "", suite.managementUrl(service) + "/actuator/health");
        }
        line(out, "schema registry", suite.registryUrl());
        line(out, "Kafka", suite.bootstrapServers());
        out.printf(
                """

                Try it:
                  curl -s %s/v1/transactions -H 'Content-Type: application/json' -d '{
                    "cardId": "c-17", "amountMinor": 12999, "currency": "EUR",
                    "merchantId": "m-4", "channel": "ECOMMERCE"}'

                %s; its data and logs are under %s.
                """,
                suite.url(Service.INGEST),
                detach ? "`tributary down` stops it" : "Ctrl-C stops it",
                state.path());
    }

    private static void line(PrintStream out, String what, String where) {
        out.printf("  %-18s %s%n", what, where);
    }
}
