package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.local.ChildProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

class PreflightTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir private Path state;

    @Test
    void shouldPassWhenNothingStandsInTheWay() {
        SuiteSettings settings = SuiteSettings.at(state, SuitePorts.free());

        assertThatCode(() -> Preflight.check(settings)).doesNotThrowAnyException();
    }

    @Test
    void shouldNameThePortAndItsUseWhenItIsTaken() throws IOException {
        SuitePorts ports = SuitePorts.free();
        int port = ports.managementOf(Service.FRAUD);
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Preflight.check(SuiteSettings.at(state, ports)))
                    .isInstanceOf(SuiteFault.class)
                    .hasMessageContaining(
                            "port %d, for fraud-service's health and metrics, is in use"
                                    .formatted(taken.getLocalPort()))
                    .hasMessageContaining("--port-offset");
        }
    }

    @Test
    void shouldRefuseWhenASuiteRunsOnTheFolder() {
        ChildProcess broker = MarkedProgram.start(state, "broker");
        try {
            SuiteProcess noted = MarkedProgram.noted(broker);
            await().atMost(SOON).until(() -> noted.alive(state).isPresent());
            new SuiteNote(state, Instant.EPOCH, 0, 0, List.of(noted)).write();

            assertThatThrownBy(() -> Preflight.refuseSecondSuite(state))
                    .isInstanceOf(SuiteFault.class)
                    .hasMessageContaining("a suite runs on " + state)
                    .hasMessageContaining("broker " + broker.pid())
                    .hasMessageContaining("tributary down");
        } finally {
            broker.kill();
        }
    }

    @Test
    void shouldPassWhenTheNotedSuiteIsDead() {
        long stranger = ProcessHandle.current().pid();
        SuiteProcess noted = new SuiteProcess("broker", stranger, 1, null, null, state);
        new SuiteNote(state, Instant.EPOCH, stranger, 0, List.of(noted)).write();

        assertThatCode(() -> Preflight.refuseSecondSuite(state)).doesNotThrowAnyException();
    }

    @Test
    void shouldSayHowMuchIsNeededWhenTheDiskIsFull() {
        assertThatThrownBy(() -> Preflight.refuseFullDisk(state, Long.MAX_VALUE))
                .isInstanceOf(SuiteFault.class)
                .hasMessageContaining("MiB are free on the disk of " + state)
                .hasMessageContaining("--state-dir");
    }
}
