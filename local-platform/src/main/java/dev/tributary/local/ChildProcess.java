package dev.tributary.local;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process that this one starts, awaits, stops, kills and starts again. Its output goes to a file,
 * its input is empty, and it outlives this process unless it is stopped.
 *
 * <p>Safe for use by several threads; one waiting in {@link #awaitReady} does not keep another from
 * killing the process.
 */
public final class ChildProcess implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(50);
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(30);
    private static final Duration KILL_BOUND = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 12;
    private static final int SIGNAL_BASE = 128;
    private static final long LOG_BYTES_MAX = 64L * 1024 * 1024;

    private final Readiness readiness;
    private volatile ChildCommand command;
    private volatile @Nullable Process process;

    public ChildProcess(ChildCommand command, Readiness readiness) {
        this.command = command;
        this.readiness = readiness;
    }

    /**
     * Starts the process and returns at once. A log of an earlier run is appended to; one that has
     * grown beyond 64 MiB is first set aside under the name {@code <log>.1}.
     *
     * @throws IllegalStateException if it is running
     * @throws ChildProcessException if it cannot be started at all
     */
    public synchronized void start() {
        if (alive()) {
            throw new IllegalStateException(name() + " is running, pid " + pid());
        }
        try {
            Files.createDirectories(log().toAbsolutePath().getParent());
            if (Files.exists(log()) && Files.size(log()) > LOG_BYTES_MAX) {
                Path aside = log().resolveSibling(log().getFileName() + ".1");
                Files.move(log(), aside, StandardCopyOption.REPLACE_EXISTING);
            }
            process = command.processBuilder().start();
        } catch (IOException e) {
            throw new ChildProcessException(name() + " cannot be started: " + e.getMessage(), e);
        }
    }

    /**
     * Waits until the process is ready.
     *
     * @throws ChildProcessException if it dies first, is not ready within the bound, or the waiting
     *     thread is interrupted
     */
    public void awaitReady(Duration bound) {
        long deadline = System.nanoTime() + bound.toNanos();
        Process current = running();
        try {
            Optional<String> missing = missing();
            while (missing.isPresent()) {
                if (System.nanoTime() > deadline) {
                    throw notReady(bound, missing.get());
                }
                current.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS);
                missing = missing();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChildProcessException("interrupted while waiting for " + name(), e);
        }
    }

    /**
     * Asks once whether it can do its work.
     *
     * @return empty if so, else what is missing, in words
     * @throws ChildProcessException if it is dead
     */
    public Optional<String> missing() throws InterruptedException {
        requireAlive();
        Optional<String> missing = readiness.missing();
        requireAlive();
        return missing;
    }

    /**
     * Does nothing while the process lives.
     *
     * @throws ChildProcessException if it is dead; says how it ended, and shows the end of its log
     */
    public void requireAlive() {
        Process current = running();
        if (!current.isAlive()) {
            throw new ChildProcessException(
                    "%s died with exit code %s%s"
                            .formatted(name(), exitText(current.exitValue()), tail()));
        }
    }

    /** What to say of a process that was not ready in time. */
    public ChildProcessException notReady(Duration bound, String missing) {
        return new ChildProcessException(
                "%s is not ready after %d s: %s%s"
                        .formatted(name(), bound.toSeconds(), missing, tail()));
    }

    /** Asks the process to end, and returns at once. */
    public void terminate() {
        Process current = process;
        if (current != null) {
            current.destroy();
        }
    }

    /** Completes when the process started last has ended. */
    public CompletableFuture<ChildProcess> onExit() {
        return running().onExit().thenApply(ended -> this);
    }

    /**
     * Asks the process to end and waits; kills it if it has not ended within the grace. Does
     * nothing if it is not running.
     *
     * @return whether it ended by itself
     */
    public boolean stop(Duration grace) {
        Process current = process;
        if (current == null || !current.isAlive()) {
            return true;
        }
        terminate();
        if (ends(current, grace)) {
            return true;
        }
        kill();
        return false;
    }

    /** Ends the process as a power cut would (SIGKILL) and waits until it is gone. */
    public void kill() {
        Process current = process;
        if (current == null) {
            return;
        }
        current.destroyForcibly();
        if (!ends(current, KILL_BOUND)) {
            throw new ChildProcessException(
                    "%s (pid %d) survives SIGKILL".formatted(name(), current.pid()));
        }
    }

    /** Stops with a grace of 30 seconds. */
    @Override
    public void close() {
        stop(DEFAULT_GRACE);
    }

    /** What the next start will run; the running process is untouched. */
    public void command(ChildCommand next) {
        this.command = next;
    }

    /** What the last start ran, or the next one will. */
    public ChildCommand command() {
        return command;
    }

    public String name() {
        return command.name();
    }

    public Path log() {
        return command.log();
    }

    public boolean alive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /**
     * The id of the process started last.
     *
     * @throws IllegalStateException if none was started
     */
    public long pid() {
        return running().pid();
    }

    /** How the process ended: its exit code, 128 + signal where a signal ended it. */
    public OptionalInt exitCode() {
        Process current = process;
        return current == null || current.isAlive()
                ? OptionalInt.empty()
                : OptionalInt.of(current.exitValue());
    }

    private static String exitText(int code) {
        return code > SIGNAL_BASE
                ? "%d (signal %d)".formatted(code, code - SIGNAL_BASE)
                : Integer.toString(code);
    }

    private String tail() {
        String lines = String.join("\n  ", LogTail.of(log(), TAIL_LINES));
        return "; its log is %s and ends:%n  %s".formatted(log(), lines);
    }

    private Process running() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(name() + " was not started");
        }
        return current;
    }

    private static boolean ends(Process process, Duration bound) {
        boolean interrupted = false;
        long deadline = System.nanoTime() + bound.toNanos();
        try {
            while (true) {
                try {
                    long left = deadline - System.nanoTime();
                    return process.waitFor(Math.max(0, left), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    // A process half stopped helps nobody: the wait is bounded, so it is finished.
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
