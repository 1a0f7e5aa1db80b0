package dev.tributary.cli.suite;

import dev.tributary.cli.Tributary;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a suite notes of itself in {@code suite.json} of its folder while it runs, so that other
 * commands find it.
 *
 * @param state the folder
 * @param startedAt when it was started
 * @param launcher id of the process that started it and stops it with Ctrl-C; 0 where it was
 *     detached
 * @param portOffset offset of its ports
 * @param processes its processes, in the order in which they were started
 */
record SuiteNote(
        Path state,
        Instant startedAt,
        long launcher,
        int portOffset,
        List<SuiteProcess> processes) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    SuiteNote {
        processes = List.copyOf(processes);
    }

    /**
     * The suite noted in this folder; some or all of its processes may be dead.
     *
     * @throws SuiteFault if the note cannot be read
     */
    static Optional<SuiteNote> find(Path state) {
        Path file = file(state);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(file, SuiteNote.class));
        } catch (JacksonException e) {
            throw new SuiteFault(file + " cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    /** Those of its processes that live. */
    List<SuiteProcess> living() {
        return processes.stream().filter(process -> process.alive(state).isPresent()).toList();
    }

    /** The command that started it, if that waits for Ctrl-C. */
    Optional<ProcessHandle> livingLauncher() {
        return SuiteProcess.alive(launcher, Tributary.class.getName());
    }

    void write() {
        Path file = file(state);
        Path draft = file.resolveSibling("suite.json.new");
        try {
            Files.createDirectories(state);
            Files.writeString(
                    draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
            Files.move(
                    draft,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new SuiteFault(file + " cannot be written: " + e.getMessage(), e);
        }
    }

    static void forget(Path state) {
        try {
            Files.deleteIfExists(file(state));
        } catch (IOException e) {
            throw new SuiteFault(file(state) + " cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static Path file(Path state) {
        return state.resolve("suite.json");
    }
}
