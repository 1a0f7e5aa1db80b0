package dev.tributary.cli.suite;

import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the built suite lies: the repository that the launcher stands in.
 *
 * @param home its top folder
 */
record Installation(Path home) {
    private static final String LAUNCHER = "tributary";

    Installation {
        home = home.toAbsolutePath().normalize();
    }

    /** The one this program was built in: the nearest folder above it with the launcher. */
    static Installation current() {
        CodeSource source = Installation.class.getProtectionDomain().getCodeSource();
        Path program = Path.of(URI.create(source.getLocation().toString()));
        for (Path folder = program.getParent(); folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(LAUNCHER))) {
                return new Installation(folder);
            }
        }
        throw new SuiteFault("no folder above %s has the launcher %s".formatted(program, LAUNCHER));
    }

    /** The folder of a suite's state where none is named. */
    Path defaultState() {
        return home.resolve(".tributary");
    }

    /** Where this program and, with it, the broker were built. */
    Path programs() {
        return home.resolve("cli").resolve("target");
    }

    /**
     * The executable jar of a service.
     *
     * @throws SuiteFault if it was not built
     */
    Path jar(Service service) {
        Path target = home.resolve(service.id()).resolve("target");
        List<Path> jars = new ArrayList<>();
        if (Files.isDirectory(target)) {
            try (DirectoryStream<Path> found =
                    Files.newDirectoryStream(target, service.id() + "-*.jar")) {
                found.forEach(jars::add);
            } catch (IOException e) {
                throw new SuiteFault(target + " cannot be read: " + e.getMessage(), e);
            }
        }
        if (jars.size() != 1) {
            throw new SuiteFault(
                    "%s is not built: %d jars under %s; run mvn -DskipTests package"
                            .formatted(service.id(), jars.size(), target));
        }
        return jars.getFirst();
    }
}
