package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.ChildProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** What is noted of a suite, and which of the noted processes are still what they were. */
class SuiteNoteTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Instant STARTED_AT = Instant.parse("2026-01-01T10:00:00Z");

    @TempDir private Path state;

    @Test
    void shouldFindWhatWasNoted() {
        SuiteNote note = note(new SuiteProcess("broker", 17, 9092, null, null, state));

        note.write();

        assertThat(SuiteNote.find(state)).contains(note);
    }

    @Test
    void shouldFindNothingWhenNothingIsNotedOrItIsForgotten() {
        assertThat(SuiteNote.find(state)).isEmpty();

        note().write();
        SuiteNote.forget(state);

        assertThat(SuiteNote.find(state)).isEmpty();
    }

    @Test
    void shouldSayWhichFileWhenTheNoteIsBroken() throws IOException {
        Files.writeString(state.resolve("suite.json"), "{");

        assertThatThrownBy(() -> SuiteNote.find(state))
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining(state.resolve("suite.json").toString());
    }

    @Test
    void shouldCountAProcessAsLivingUntilItEnds() {
        ChildProcess process = MarkedProgram.start(state, "broker");
        SuiteProcess noted = MarkedProgram.noted(process);
        // The mark is seen once the shell has become the JVM.
        await().atMost(SOON).until(() -> note(noted).living().equals(List.of(noted)));

        process.kill();

        assertThat(note(noted).living()).isEmpty();
    }

    @Test
    void shouldNotTakeAnotherProcessForOursWhenItHasTheSameId() {
        long stranger = ProcessHandle.current().pid();
        SuiteProcess noted = new SuiteProcess("broker", stranger, 9092, null, null, state);

        assertThat(note(noted).living()).isEmpty();
    }

    @Test
    void shouldNotTakeTheProcessOfAnotherSuiteForOurs(@TempDir Path otherState) {
        ChildProcess process = MarkedProgram.start(otherState, "broker");
        try {
            SuiteProcess noted = MarkedProgram.noted(process);
            await().atMost(SOON).until(() -> noted.alive(otherState).isPresent());

            assertThat(noted.alive(state)).isEmpty();
        } finally {
            process.kill();
        }
    }

    private SuiteNote note(SuiteProcess... processes) {
        return new SuiteNote(state, STARTED_AT, 0, 0, List.of(processes));
    }
}
