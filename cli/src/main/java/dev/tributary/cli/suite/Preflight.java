package dev.tributary.cli.suite;

import dev.tributary.local.FreePorts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What must hold before anything is started; each fault is one line that says what to do. */
final class Preflight {
    /** What a broker, its logs and the state stores need to begin with. */
    static final long FREE_BYTES_MIN = 1L << 30;

    private Preflight() {}

    /**
     * Looks at the folder, the ports and the disk.
     *
     * @throws SuiteFault with the first fault found
     */
    static void check(SuiteSettings settings) {
        refuseSecondSuite(settings.state());
        refuseTakenPorts(settings.ports());
        refuseFullDisk(settings.state(), FREE_BYTES_MIN);
    }

    static void refuseSecondSuite(Path state) {
        SuiteNote.find(state)
                .ifPresent(suite -> {
                    List<String> living =
                            suite.living().stream()
                                    .map(process -> process.name() + " " + process.pid())
                                    .toList();
                    if (!living.isEmpty()) {
                        throw new SuiteFault(
                                ("a suite runs on %s already (%s); `tributary down` stops it,"
                                                + " --state-dir names another folder")
                                        .formatted(state, String.join(", ", living)));
                    }
                });
    }

    static void refuseTakenPorts(SuitePorts ports) {
        ports.all()
                .forEach((port, use) -> {
                    if (!FreePorts.isFree(port)) {
                        throw new SuiteFault(
                                ("port %d, for %s, is in use; stop what listens there, or move all"
                                                + " ports with --port-offset N or --free-ports")
                                        .formatted(port, use));
                    }
                });
    }

    static void refuseFullDisk(Path state, long bytesMin) {
        try {
            Files.createDirectories(state);
            long free = Files.getFileStore(state).getUsableSpace();
            if (free < bytesMin) {
                throw new SuiteFault(
                        ("%d MiB are free on the disk of %s, a suite needs %d; make room, or name a"
                                        + " folder elsewhere with --state-dir")
                                .formatted(free >> 20, state, bytesMin >> 20));
            }
        } catch (IOException e) {
            throw new SuiteFault("the folder %s cannot be used: %s".formatted(state, e), e);
        }
    }
}
