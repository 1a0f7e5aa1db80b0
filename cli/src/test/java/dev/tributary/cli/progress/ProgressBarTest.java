package dev.tributary.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** With a clock that moves only when told to. */
class ProgressBarTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long nanos = 1_000;

    @Test
    void shouldPaintOneLineOverAndOverWhenOnATerminal() {
        ProgressBar bar = bar(1_000, true);

        pass(Duration.ofSeconds(1));
        bar.advance(250);
        pass(Duration.ofSeconds(1));
        bar.advance(250);
        pass(Duration.ofSeconds(2));
        bar.advance(500);
        bar.close();

        assertThat(printed().split("\r"))
                .containsExactly(
                        "",
                        "load [======>                 ]  25 %  250 of 1,000  250/s  0:00:03 left"
                                + "\u001b[K",
                        "load [============>           ]  50 %  500 of 1,000  250/s  0:00:02 left"
                                + "\u001b[K",
                        "load [========================] 100 %  1,000 of 1,000  250/s  in 0:00:04"
                                + "\u001b[K",
                        "load [========================] 100 %  1,000 of 1,000  250/s  in 0:00:04"
                                + "\u001b[K\n");
    }

    @Test
    void shouldNotPaintAgainWhenTheLastPaintIsRecent() {
        ProgressBar bar = bar(1_000, true);
        pass(Duration.ofMillis(199));

        bar.advance(1);
        assertThat(printed()).isEmpty();

        pass(Duration.ofMillis(1));
        bar.advance(1);
        assertThat(printed()).contains("2 of 1,000");
    }

    @Test
    void shouldWriteAPlainLineEveryTenSecondsWhenNotOnATerminal() {
        ProgressBar bar = bar(100, false);
        for (int second = 1; second <= 25; second++) {
            pass(Duration.ofSeconds(1));
            bar.advance(2);
        }
        bar.close();
        bar.close();

        assertThat(printed().lines())
                .containsExactly(
                        "load  20 %  20 of 100  2/s  0:00:40 left",
                        "load  40 %  40 of 100  2/s  0:00:30 left",
                        "load  50 %  50 of 100  2/s  0:00:25 left");
    }

    @Test
    void shouldFollowTheRateWhenItChanges() {
        ProgressBar bar = bar(1_000_000, false);
        for (int i = 0; i < 10; i++) {
            pass(Duration.ofSeconds(10));
            bar.advance(10_000);
        }
        for (int i = 0; i < 5; i++) {
            pass(Duration.ofSeconds(10));
            bar.advance(1_000);
        }

        assertThat(printed().lines().toList().getLast()).contains("  106/s  ");
    }

    @Test
    void shouldSayThatItWaitsWhenNothingIsDone() {
        bar(10, false).close();

        assertThat(printed().lines()).containsExactly("load   0 %  0 of 10  0/s  waiting");
    }

    @Test
    void shouldRefuseATotalOfNothingWhenCreated() {
        assertThatThrownBy(() -> bar(0, false)).isInstanceOf(IllegalArgumentException.class);
    }

    private ProgressBar bar(long total, boolean terminal) {
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        return new ProgressBar("load", total, out, terminal, () -> nanos);
    }

    private void pass(Duration time) {
        nanos += time.toNanos();
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
