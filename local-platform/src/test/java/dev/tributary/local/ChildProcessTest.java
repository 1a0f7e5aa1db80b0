package dev.tributary.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Supervision of a small program that can be told how to behave. */
class ChildProcessTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private final List<ChildProcess> started = new ArrayList<>();

    @AfterEach
    void endAll() {
        started.forEach(ChildProcess::kill);
    }

    @Test
    void shouldAwaitReadinessAndEndWhenStopped() {
        ChildProcess child = child("obey");
        child.start();

        child.awaitReady(SOON);
        assertThat(child.alive()).isTrue();

        assertThat(child.stop(SOON)).as("it ended by itself").isTrue();
        assertThat(child.alive()).isFalse();
        assertThat(LogTail.of(child.log(), 1)).containsExactly("stopped in good order");
    }

    @Test
    void shouldShowTheEndOfTheLogWhenTheChildDiesBeforeItIsReady() {
        ChildProcess child = child("fail");
        child.start();

        assertThatThrownBy(() -> child.awaitReady(SOON))
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("small program died with exit code 3")
                .hasMessageContaining(child.log().toString())
                .hasMessageContaining("cannot go on");
    }

    @Test
    void shouldSayWhatIsMissingWhenTheBoundPasses() {
        ChildProcess child =
                new ChildProcess(command("obey"), () -> Optional.of("the moon is not full"));
        started.add(child);
        child.start();

        assertThatThrownBy(() -> child.awaitReady(Duration.ofMillis(200)))
                .isInstanceOf(ChildProcessException.class)
                .hasMessageContaining("is not ready after 0 s: the moon is not full");
    }

    @Test
    void shouldKillWhenTheGracePasses() {
        ChildProcess child = child("refuse");
        child.start();
        child.awaitReady(SOON);

        assertThat(child.stop(Duration.ofMillis(300))).as("it ended by itself").isFalse();

        assertThat(child.alive()).isFalse();
        assertThat(child.exitCode()).hasValue(128 + 9);
    }

    @Test
    void shouldIgnoreTheInterruptOfATerminal() throws Exception {
        ChildProcess child = child("obey");
        child.start();
        child.awaitReady(SOON);

        String pid = Long.toString(child.pid());
        int sent = new ProcessBuilder("kill", "-INT", pid).inheritIO().start().waitFor();
        assertThat(sent).isZero();
        assertThat(child.stop(SOON)).isTrue();

        assertThat(child.exitCode()).as("ended by SIGTERM, not SIGINT").hasValue(128 + 15);
    }

    @Test
    void shouldStartAgainWithOtherArgumentsAndKeepTheLog() {
        ChildProcess child = child("obey");
        child.start();
        child.awaitReady(SOON);
        long first = child.pid();
        child.stop(SOON);

        child.command(child.command().withArguments(List.of("fail")));
        child.start();

        assertThatThrownBy(() -> child.awaitReady(SOON)).hasMessageContaining("cannot go on");
        assertThat(child.pid()).isNotEqualTo(first);
        assertThat(LogTail.of(child.log(), 10)).contains("ready", "cannot go on");
    }

    @Test
    void shouldEndWhenTheProcessItIsTiedToIsKilled() {
        ChildProcess master = child("obey");
        master.start();
        String masterPid = Long.toString(master.pid());
        ChildProcess tied =
                child(
                        new ChildCommand(
                                "tied program",
                                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                                System.getProperty("java.class.path"),
                                TiedMain.class.getName(),
                                List.of(masterPid, SmallProgram.class.getName(), "obey"),
                                folder.resolve("tied-program.log")));
        tied.start();
        tied.awaitReady(SOON);

        master.kill();

        await().atMost(SOON).until(() -> !tied.alive());
        assertThat(LogTail.of(tied.log(), 1)).containsExactly("stopped in good order");
    }

    private ChildProcess child(String behaviour) {
        return child(command(behaviour));
    }

    private ChildProcess child(ChildCommand command) {
        Readiness saysSo =
                () ->
                        LogTail.of(command.log(), 1).contains("ready")
                                ? Optional.empty()
                                : Optional.of("it has not said that it is ready");
        ChildProcess child = new ChildProcess(command, saysSo);
        started.add(child);
        return child;
    }

    private ChildCommand command(String behaviour) {
        return new ChildCommand(
                "small program",
                List.of("-Xmx32m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                System.getProperty("java.class.path"),
                SmallProgram.class.getName(),
                List.of(behaviour),
                folder.resolve("logs/small-program.log"));
    }

    /** Says "ready" and waits for its end; or does otherwise. */
    static final class SmallProgram {
        private SmallProgram() {}

        public static void main(String[] args) throws InterruptedException {
            switch (args[0]) {
                case "fail" -> {
                    System.out.println("cannot go on");
                    System.exit(3);
                }
                case "refuse" -> Runtime.getRuntime().addShutdownHook(new Thread(() -> park()));
                case "obey" ->
                        Runtime.getRuntime()
                                .addShutdownHook(
                                        new Thread(
                                                () -> System.out.println("stopped in good order")));
                default -> throw new IllegalArgumentException(args[0]);
            }
            System.out.println("ready");
            Thread.currentThread().join();
        }

        private static void park() {
            while (true) {
                LockSupport.park();
            }
        }
    }
}
