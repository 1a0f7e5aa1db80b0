package dev.tributary.cli.suite;

import dev.tributary.local.LocalBroker;
import dev.tributary.local.Readiness;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;

/** Shows the processes of a suite; succeeds if all are ready. */
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows the suite's processes; exit code 1 unless all are ready.")
final class StatusCommand implements Callable<Integer> {
    private static final String ROW = "%-18s %-8s %-10s %-6s %-8s %-9s %s%n";

    @Mixin private final StateFolder state = new StateFolder();

    @Override
    public Integer call() throws InterruptedException {
        Path folder = state.path();
        Optional<SuiteNote> noted = SuiteNote.find(folder);
        if (noted.isEmpty()) {
            System.out.println("nothing runs on " + folder);
            return 1;
        }
        SuiteNote suite = noted.get();
        System.out.printf(ROW, "PROCESS", "PID", "STATE", "PORT", "UP", "MEMORY", "");
        boolean allReady = true;
        for (SuiteProcess process : suite.processes()) {
            allReady &= show(process, folder);
        }
        System.out.printf("%nData and logs are under %s.%n", folder);
        return allReady ? 0 : 1;
    }

    private static boolean show(SuiteProcess process, Path folder) throws InterruptedException {
        Optional<ProcessHandle> living = process.alive(folder);
        if (living.isEmpty()) {
            row(process, "dead", "", "", "its log is " + process.log());
            return false;
        }
        Optional<String> missing = readiness(process).missing();
        row(
                process,
                missing.isEmpty() ? "ready" : "not ready",
                living.get().info().startInstant().map(StatusCommand::since).orElse(""),
                memory(process.pid()),
                missing.orElse(""));
        return missing.isEmpty();
    }

    private static void row(
            SuiteProcess process, String state, String up, String memory, String detail) {
        System.out.printf(
                ROW, process.name(), process.pid(), state, process.port(), up, memory, detail);
    }

    private static Readiness readiness(SuiteProcess process) {
        String health = process.health();
        return health == null
                ? LocalBroker.readiness(process.port())
                : Readiness.http(URI.create(health));
    }

    private static String memory(long pid) {
        OptionalLong bytes = ResidentMemory.of(pid);
        return bytes.isEmpty() ? "?" : (bytes.getAsLong() >> 20) + " MiB";
    }

    private static String since(Instant start) {
        Duration up = Duration.between(start, Instant.now());
        if (up.toMinutes() == 0) {
            return up.toSeconds() + " s";
        }
        return up.toHours() == 0
                ? up.toMinutes() + " min"
                : "%d:%02d h".formatted(up.toHours(), up.toMinutesPart());
    }
}
