package dev.tributary.cli.suite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the built suite lies: the repository that the launcher stands in.
 *
 * @param home its top folder
 */
record Installation(Path home) {
    /** Set by the launcher. */
    private static final String HOME_PROPERTY = "tributary.home";

    Installation {
        home = home.toAbsolutePath().normalize();
    }

    /** The one this program belongs to. */
    static Installation current() {
        return new Installation(Path.of(System.getProperty(HOME_PROPERTY, ".")));
    }

    /** The folder of a suite's state where none is named. */
    Path defaultState() {
        return home.resolve(".tributary");
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
