package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

class ProgressTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void shouldShowALineForAStepWhenItIsDone() {
        Progress progress = Progress.to(stream(StandardCharsets.UTF_8), false);

        progress.begin("broker").done("127.0.0.1:9092");

        assertThat(shown()).matches("  ✓ broker +0\\.0 s  127\\.0\\.0\\.1:9092\\R");
    }

    @Test
    void shouldDoWithoutSymbolsWhereTheyCannotBeShown() {
        Progress progress = Progress.to(stream(StandardCharsets.US_ASCII), false);

        progress.begin("broker").done("");
        progress.begin("registry").failed();

        assertThat(shown()).startsWith("  ok broker").contains("  FAILED registry");
    }

    @Test
    void shouldShowAsFailedWhatIsGoingOnWhenItIsClosed() {
        try (Progress progress = Progress.to(stream(StandardCharsets.UTF_8), false)) {
            progress.begin("broker").done("");
            Progress.Step unused = progress.begin("registry");
            assertThat(unused).isNotNull();
        }

        assertThat(shown().lines()).hasSize(2).last().asString().startsWith("  ✗ registry");
    }

    @Test
    void shouldEndAStepOnce() {
        Progress progress = Progress.to(stream(StandardCharsets.UTF_8), false);
        Progress.Step step = progress.begin("broker");

        step.done("");
        step.failed();

        assertThat(shown().lines()).hasSize(1);
    }

    @Test
    void shouldDrawWhatIsGoingOnWhenOnATerminal() {
        try (Progress progress = Progress.to(stream(StandardCharsets.UTF_8), true)) {
            Progress.Step one = progress.begin("ingest-service");
            Progress.Step other = progress.begin("fraud-service");

            await().atMost(Duration.ofSeconds(10))
                    .until(() -> shown().contains("… ingest-service, fraud-service"));
            one.done("");
            other.done("");
        }
    }

    private PrintStream stream(Charset charset) {
        return new PrintStream(bytes, true, charset);
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
