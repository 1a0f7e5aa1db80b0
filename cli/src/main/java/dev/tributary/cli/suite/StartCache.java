package dev.tributary.cli.suite;

import dev.tributary.local.FileTree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * What a JVM recorded of one run of a program, for later runs to start from: classes loaded and
 * linked, and which methods were hot (the AOT cache of JDK 25, JEP 483, 514 and 515). A JVM passes
 * over a cache that does not fit its class path or its options, and says so in its log.
 *
 * @param file where it lies; beside what it was recorded of, so that it goes when that goes
 */
public record StartCache(Path file) {
    /** What is done with caches. */
    public enum Use {
        /** Neither read nor written. */
        IGNORE,
        /** Read where there is one. */
        READ,
        /** Written when the program ends, which then takes longer. */
        RECORD
    }

    /** Options of a JVM that runs the program. */
    List<String> options(Use use) {
        return switch (use) {
            case IGNORE -> List.of();
            case READ -> Files.isRegularFile(file) ? List.of("-XX:AOTCache=" + file) : List.of();
            case RECORD -> List.of("-XX:AOTCacheOutput=" + draft());
        };
    }

    /** Before a recording: what is left of one that was broken off would be in its way. */
    void prepare() {
        FileTree.delete(draft());
        FileTree.delete(configuration());
    }

    /**
     * After a recording: from here on it is read.
     *
     * @return its size in bytes
     * @throws SuiteFault if nothing was recorded
     */
    long publish() {
        try {
            long bytes = Files.size(draft());
            Files.move(
                    draft(),
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            return bytes;
        } catch (IOException e) {
            throw new SuiteFault("nothing was recorded for " + file + ": " + e, e);
        }
    }

    /** Where a JVM keeps what it records until it ends. */
    private Path configuration() {
        return file.resolveSibling(draft().getFileName() + ".config");
    }

    private Path draft() {
        return file.resolveSibling(file.getFileName() + ".draft");
    }
}
