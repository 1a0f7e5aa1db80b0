package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class LogTailTest {
    @TempDir private Path folder;

    @Test
    void shouldGiveTheLastLinesWhenThereAreMore() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "one\ntwo\nthree\n");

        assertThat(LogTail.of(log, 2)).containsExactly("two", "three");
    }

    @Test
    void shouldGiveNothingWhenThereIsNoFile() {
        assertThat(LogTail.of(folder.resolve("none"), 2)).isEmpty();
    }

    @Test
    void shouldReadTheEndOnlyWhenTheFileIsLong() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "x".repeat(200_000) + "\nlast\n");

        assertThat(LogTail.of(log, 1)).containsExactly("last");
    }
}
