package dev.tributary.cli.suite;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A process of a suite as it was noted when it was started.
 *
 * @param name the broker, the registry or a service
 * @param pid its id then; the same number may belong to something else now
 * @param port where it serves clients
 * @param managementUrl base of its health and metrics, where it is a service of the suite
 * @param health URL of its readiness; null for the broker, which speaks no HTTP
 * @param log file with its output
 */
record SuiteProcess(
        String name,
        long pid,
        int port,
        @Nullable String managementUrl,
        @Nullable String health,
        Path log) {
    private static final String MARK = "-Dtributary.process=";

    /** The JVM option by which a process of the suite on this folder is known again. */
    static String mark(Path state, String name) {
        return MARK + state + "#" + name;
    }

    /** The living process, if the id still belongs to it. */
    Optional<ProcessHandle> alive(Path state) {
        return alive(pid, mark(state, name));
    }

    /** The living process of this id, if this is one of the words it was started with. */
    static Optional<ProcessHandle> alive(long pid, String word) {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> words(handle).contains(word));
    }

    private static List<String> words(ProcessHandle handle) {
        return handle.info().arguments().map(List::of).orElse(List.of());
    }
}
