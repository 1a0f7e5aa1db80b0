package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.ChildProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import picocli.CommandLine;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Stopping a suite by what is noted of it, tried on processes that do nothing. */
class DownCommandTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path state;

    @Test
    void shouldStopWhatIsNotedAndForgetIt() {
        ChildProcess broker = MarkedProgram.start(state, "broker");
        ChildProcess service = MarkedProgram.start(state, "fraud-service");
        note(MarkedProgram.noted(broker), MarkedProgram.noted(service));
        await().atMost(SOON).until(() -> SuiteNote.find(state).orElseThrow().living().size() == 2);

        assertThat(down()).isZero();

        assertThat(broker.exitCode()).as("ended by SIGTERM").hasValue(128 + 15);
        assertThat(service.exitCode()).as("ended by SIGTERM").hasValue(128 + 15);
        assertThat(SuiteNote.find(state)).isEmpty();
    }

    @Test
    void shouldLeaveAStrangerAloneThatHasTheIdOfADeadProcess(@TempDir Path elsewhere) {
        ChildProcess stranger = MarkedProgram.start(elsewhere, "broker");
        try {
            note(MarkedProgram.noted(stranger));
            await().atMost(SOON)
                    .until(() -> MarkedProgram.noted(stranger).alive(elsewhere).isPresent());

            assertThat(down()).isZero();

            assertThat(stranger.alive()).isTrue();
            assertThat(SuiteNote.find(state)).isEmpty();
        } finally {
            stranger.kill();
        }
    }

    @Test
    void shouldBeContentWhenNothingRuns() {
        assertThat(down()).isZero();
    }

    private void note(SuiteProcess... processes) {
        new SuiteNote(state, Instant.EPOCH, 0, 0, List.of(processes)).write();
    }

    private int down() {
        return new CommandLine(new DownCommand()).execute("--state-dir", state.toString());
    }
}
