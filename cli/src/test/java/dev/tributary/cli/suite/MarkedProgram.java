package dev.tributary.cli.suite;

import dev.tributary.local.ChildCommand;
import dev.tributary.local.ChildProcess;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A process that carries the mark of a suite's process, and does nothing until it is stopped. */
final class MarkedProgram {
    private MarkedProgram() {}

    public static void main(String[] args) throws InterruptedException {
        Thread.currentThread().join();
    }

    static ChildProcess start(Path state, String name) {
        ChildCommand command =
                new ChildCommand(
                        name,
                        List.of(SuiteProcess.mark(state, name), "-Xmx32m", "-XX:+UseSerialGC"),
                        System.getProperty("java.class.path"),
                        MarkedProgram.class.getName(),
                        List.of(),
                        state.resolve("logs").resolve(name + ".log"));
        ChildProcess process = new ChildProcess(command, Optional::empty);
        process.start();
        return process;
    }

    /** How such a process is noted. */
    static SuiteProcess noted(ChildProcess process) {
        return new SuiteProcess(process.name(), process.pid(), 1, null, null, process.log());
    }
}
