package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import dev.tributary.local.ChildCommand;
import dev.tributary.local.ChildProcess;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;

/** With a JVM that records and one that starts from what was recorded. */
class StartCacheTest {
    private static final Duration RECORDING = Duration.ofMinutes(5);

    @TempDir private Path folder;
    private StartCache cache;

    @BeforeEach
    void place() {
        cache = new StartCache(folder.resolve("program.aot"));
    }

    /** A JVM records what comes from jars only. */
    private Path jar() throws IOException {
        Path jar = folder.resolve("program.jar");
        String entry = Greeting.class.getName().replace('.', '/') + ".class";
        if (!Files.exists(jar)) {
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                    InputStream code = Greeting.class.getClassLoader().getResourceAsStream(entry)) {
                out.putNextEntry(new JarEntry(entry));
                Objects.requireNonNull(code, entry).transferTo(out);
            }
        }
        return jar;
    }

    @Test
    void shouldStartFromWhatAnEarlierRunRecordedTiedOrNot() throws IOException {
        assertThat(cache.options(StartCache.Use.READ)).isEmpty();
        cache.prepare();
        run(program(StartCache.Use.RECORD));

        assertThat(cache.publish()).isPositive();

        for (boolean tied : new boolean[] {false, true}) {
            ChildCommand program = program(StartCache.Use.READ);
            Path log = run(tied ? program.tiedToThisProcess() : program);
            assertThat(Files.readAllLines(log))
                    .filteredOn(line -> line.contains(Greeting.class.getName()))
                    .singleElement(STRING)
                    .endsWith(Greeting.class.getName() + " source: shared objects file");
        }
    }

    @Test
    void shouldSayThatNothingWasRecorded() {
        assertThatThrownBy(cache::publish)
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining("nothing was recorded for " + cache.file());
    }

    @Test
    void shouldForgetARecordingThatWasBrokenOff() throws IOException {
        Files.writeString(folder.resolve("program.aot.draft"), "half");
        Files.writeString(folder.resolve("program.aot.draft.config"), "half");

        cache.prepare();

        assertThat(folder).isEmptyDirectory();

        assertThatThrownBy(cache::publish).isInstanceOf(SuiteFault.class);
    }

    private ChildCommand program(StartCache.Use use) throws IOException {
        List<String> options = new ArrayList<>(cache.options(use));
        options.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-Xlog:class+load"));
        return new ChildCommand(
                "program",
                options,
                jar().toString(),
                Greeting.class.getName(),
                List.of(),
                folder.resolve("program.log"));
    }

    private static Path run(ChildCommand command) throws IOException {
        Files.deleteIfExists(command.log());
        ChildProcess process = new ChildProcess(command, Optional::empty);
        process.start();
        process.onExit().orTimeout(RECORDING.toSeconds(), TimeUnit.SECONDS).join();
        return command.log();
    }
}
