package dev.tributary.cli.suite;

import dev.tributary.local.FileTree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A service's executable jar, unpacked beside it: a JVM starts a second sooner from plain jars than
 * from jars within a jar. Each build of the jar has a folder of its own, so that a suite that runs
 * keeps what it was started from; the three newest stay.
 */
final class ServiceApp {
    private static final int KEPT = 3;
    private static final long UNPACK_SECONDS_MAX = 60;

    private ServiceApp() {}

    /**
     * The unpacked jar, unpacked now where it was not before.
     *
     * @return a jar whose manifest names its libraries
     * @throws SuiteFault if it cannot be unpacked
     */
    static Path of(Path executableJar) {
        try {
            Path apps = executableJar.resolveSibling("app");
            long builtAt = Files.getLastModifiedTime(executableJar).toMillis();
            Path app = apps.resolve(Long.toString(builtAt));
            if (!Files.exists(app)) {
                Files.createDirectories(apps);
                unpack(executableJar, app);
                deleteAllButNewest(apps);
            }
            return app.resolve(executableJar.getFileName());
        } catch (IOException e) {
            throw new SuiteFault(executableJar + " cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static void unpack(Path executableJar, Path app) throws IOException {
        Path draft = Files.createTempDirectory(app.getParent(), "unpacking-");
        Path log = draft.resolveSibling(draft.getFileName() + ".log");
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-Djarmode=tools",
                                "-jar",
                                executableJar.toString(),
                                "extract",
                                "--force",
                                "--destination",
                                draft.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            if (!process.waitFor(UNPACK_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IOException("not done after " + UNPACK_SECONDS_MAX + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(Files.readString(log).strip());
            }
            Files.move(draft, app, StandardCopyOption.ATOMIC_MOVE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(log);
            FileTree.delete(draft);
        }
    }

    private static void deleteAllButNewest(Path apps) throws IOException {
        List<Path> byAge;
        try (Stream<Path> found = Files.list(apps)) {
            byAge =
                    found.filter(app -> app.getFileName().toString().matches("[0-9]+"))
                            .sorted(Comparator.comparingLong(ServiceApp::builtAt).reversed())
                            .toList();
        }
        byAge.stream().skip(KEPT).forEach(FileTree::delete);
    }

    private static long builtAt(Path app) {
        return Long.parseLong(app.getFileName().toString());
    }
}
