package dev.tributary.cli.suite;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A second instance of a service beside the suite's own, killed and started again. */
class FurtherInstanceIT {
    private static final List<String> SOON_UP =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir private Path folder;

    @Test
    void shouldBeTheSameInstanceWhenItIsKilledAndStartedAgain() throws Exception {
        SuiteSettings settings =
                SuiteSettings.at(folder, SuitePorts.free())
                        .withServices(Set.of(Service.INVENTORY))
                        .withBrokerHeap(384)
                        .withJvmOptions(SOON_UP);
        ServiceInstance second;
        try (LocalSuite suite = new LocalSuite(settings, Progress.silent())) {
            suite.start();
            second =
                    suite.startFurther(
                            Service.INVENTORY,
                            Map.of("spring.kafka.streams.properties.num.standby.replicas", "1"));
            second.awaitReady();
            long pid = second.process().pid();
            assertThat(second.url()).isNotEqualTo(suite.url(Service.INVENTORY));
            assertThat(SuiteNote.find(folder).orElseThrow().living())
                    .hasSize(suite.processes().size() + 1)
                    .anySatisfy(noted -> {
                        assertThat(noted.name()).isEqualTo("inventory-service-2");
                        assertThat(noted.pid()).isEqualTo(pid);
                    });

            second.kill();
            second.start();
            second.awaitReady();

            assertThat(second.process().pid()).isNotEqualTo(pid);
            assertThat(status(second.url() + "/v1/inventory/never-seen")).isEqualTo(404);
            assertThat(status(suite.url(Service.INVENTORY) + "/v1/inventory/never-seen"))
                    .isEqualTo(404);
        }
        assertThat(second.process().alive()).isFalse();
    }

    private static int status(String address) throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
