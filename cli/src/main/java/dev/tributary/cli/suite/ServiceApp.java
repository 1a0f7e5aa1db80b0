package dev.tributary.cli.suite;

import dev.tributary.local.FileTree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * A service's executable jar, unpacked beside it: a JVM starts a second sooner from plain jars than
 * from jars within a jar. Each content of the jar has a folder of its own, so that a suite that
 * runs keeps what it was started from; the three newest stay.
 */
final class ServiceApp {
    private static final int KEPT = 3;
    private static final String FINGERPRINT = "[0-9a-f]{8}-[0-9]+";
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
            Path app = apps.resolve(fingerprint(executableJar));
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
            publish(draft, app);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            process.destroyForcibly();
            Files.deleteIfExists(log);
            FileTree.delete(draft);
        }
    }

    /** Another command may have unpacked the same jar meanwhile. */
    private static void publish(Path draft, Path app) throws IOException {
        try {
            Files.move(draft, app, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(app)) {
                throw e;
            }
        }
    }

    /** Told from the content: builds are reproducible, every jar carries the same time. */
    private static String fingerprint(Path jar) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
        try (FileChannel channel = FileChannel.open(jar)) {
            while (channel.read(buffer) >= 0) {
                crc.update(buffer.flip());
                buffer.clear();
            }
            return "%08x-%d".formatted(crc.getValue(), channel.size());
        }
    }

    private static void deleteAllButNewest(Path apps) throws IOException {
        List<Path> byAge;
        try (Stream<Path> found = Files.list(apps)) {
            byAge =
                    found.filter(app -> app.getFileName().toString().matches(FINGERPRINT))
                            .sorted(Comparator.comparingLong(ServiceApp::unpackedAt).reversed())
                            .toList();
        }
        byAge.stream().skip(KEPT).forEach(FileTree::delete);
    }

    private static long unpackedAt(Path app) {
        return app.toFile().lastModified();
    }
}
