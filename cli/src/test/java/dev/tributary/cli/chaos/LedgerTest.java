package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.chaos.LedgerLine.Again;
import dev.tributary.cli.chaos.LedgerLine.Answer;
import dev.tributary.cli.chaos.LedgerLine.Intent;
import dev.tributary.cli.chaos.Operation.Kind;
import dev.tributary.cli.chaos.Operation.Line;
import dev.tributary.cli.chaos.Told.Sense;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

class LedgerTest {
    private static final Instant AT = Instant.parse("2026-02-07T12:00:00.123Z");

    @TempDir Path folder;

    private static Operation operation(String id) {
        return new Operation(
                id, Kind.RESERVE, "r-1", List.of(new Line("a", 2), new Line("b", 1)), "PT5S", true);
    }

    private static Answer answer(String id, Sense sense, int status) {
        return new Answer(AT, id, new Told(sense, status, "RESERVED", ""));
    }

    @Test
    void shouldReadWhatItWrote() throws IOException {
        Path file = folder.resolve("ledger");
        List<LedgerLine> lines =
                List.of(
                        new Intent(AT, operation("one")),
                        new Answer(AT, "one", Told.nothing("java.io.EOFException: \"gone\"\n")),
                        new Again(AT, "one"),
                        answer("one", Sense.ANSWERED, 201));
        try (LedgerFile ledger = new LedgerFile(file)) {
            lines.forEach(ledger::write);
            // On the disk when it was written, not when it is closed.
            assertThat(LedgerFile.read(file)).isEqualTo(lines);
        }
        assertThat(LedgerFile.read(file)).isEqualTo(lines);
    }

    @Test
    void shouldLoseNoLineOfWritersAtTheSameTime() throws IOException {
        Path file = folder.resolve("ledger");
        try (LedgerFile ledger = new LedgerFile(file);
                ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor()) {
            IntStream.range(0, 500)
                    .forEach(i ->
                            writers.execute(() -> {
                                String id = "o-" + i;
                                ledger.write(new Intent(AT, operation(id)));
                                ledger.write(answer(id, Sense.ANSWERED, 201));
                            }));
        }
        Ledger ledger = new Ledger(LedgerFile.read(file));
        assertThat(ledger.entries()).hasSize(500).allMatch(it -> it.answers().size() == 1);
    }

    @Test
    void shouldNotWriteOverAnotherLedgerAndRefuseWhatIsNone() throws IOException {
        Path file = Files.writeString(folder.resolve("ledger"), "{\"guess\": {}}\n");
        assertThatThrownBy(() -> new LedgerFile(file)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LedgerFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void shouldKnowWhatIsOpenUnknownAndRefused() {
        Ledger ledger =
                new Ledger(
                        List.of(
                                new Intent(AT, operation("never")),
                                new Intent(AT, operation("lost")),
                                answer("lost", Sense.UNKNOWN, 503),
                                new Intent(AT, operation("late")),
                                answer("late", Sense.UNKNOWN, 202),
                                new Again(AT, "late"),
                                answer("late", Sense.ANSWERED, 201),
                                new Intent(AT, operation("refused")),
                                answer("refused", Sense.REFUSED, 400)));
        assertThat(ledger.entries().filter(Ledger.Entry::isOpen).map(it -> it.operation().id()))
                .containsExactly("never", "lost");
        assertThat(ledger.entries().filter(Ledger.Entry::isRefused).map(it -> it.operation().id()))
                .containsExactly("refused");
        assertThat(ledger.entries().map(Ledger.Entry::unknown)).containsExactly(1L, 1L, 1L, 0L);
        assertThat(ledger.entries().map(Ledger.Entry::deliveries)).containsExactly(1, 1, 2, 1);
    }

    @Test
    void shouldRefuseALedgerThatCannotBe() {
        assertThatThrownBy(() -> new Ledger(List.of(new Again(AT, "one"))))
                .hasMessageContaining("never intended");
        assertThatThrownBy(() -> new Ledger(List.of(answer("one", Sense.ANSWERED, 201))))
                .hasMessageContaining("never intended");
        Intent intent = new Intent(AT, operation("one"));
        assertThatThrownBy(() -> new Ledger(List.of(intent, intent)))
                .hasMessageContaining("intended twice");
    }
}
