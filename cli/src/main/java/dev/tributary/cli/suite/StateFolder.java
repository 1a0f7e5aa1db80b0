package dev.tributary.cli.suite;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import java.nio.file.Path;

/** The option that says which suite is meant: each has its folder. */
public final class StateFolder {
    @Option(
            names = "--state-dir",
            paramLabel = "FOLDER",
            description = "Folder with the suite's data and logs; .tributary beside the launcher.")
    private @Nullable Path named;

    /** The folder, absolute. */
    public Path path() {
        Path path = named != null ? named : Installation.current().defaultState();
        return path.toAbsolutePath().normalize();
    }
}
