package dev.tributary.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

class ProcStatTest {
    @TempDir private Path proc;

    @Test
    void shouldReadStealWhenLinuxTellsIt() throws IOException {
        Files.writeString(
                proc.resolve("stat"),
                "cpu  10 20 30 40 50 60 70 1234 0 0\ncpu0 1 1 1 1 1 1 1 1 0 0\n");

        assertThat(new ProcStat(proc).stealSeconds()).isEqualTo(12.34);
    }

    @Test
    void shouldReadProcessorTimeWhenTheNameHasSpacesAndBrackets() throws IOException {
        Path process = Files.createDirectory(proc.resolve("42"));
        Files.writeString(
                process.resolve("stat"),
                "42 (a ) b) S 1 42 42 0 -1 4194560 100 0 0 0 150 50 0 0 20 0 30 0 99 1 1 1\n");

        assertThat(new ProcStat(proc).cpuSeconds(42)).isEqualTo(2.0);
    }

    @Test
    void shouldKnowNothingWhenThereIsNoSuchFile() {
        assertThat(new ProcStat(proc).stealSeconds()).isNull();
        assertThat(new ProcStat(proc).cpuSeconds(1)).isNull();
    }
}
