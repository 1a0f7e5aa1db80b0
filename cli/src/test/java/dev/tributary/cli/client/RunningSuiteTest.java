package dev.tributary.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.cli.client.RunningSuite.ServiceProcess;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class RunningSuiteTest {
    @TempDir private Path folder;

    @Test
    void shouldKnowAddressesAndProcessesWhenTheSuiteRuns() throws IOException {
        RunningSuite suite =
                read(
                        """
                        {"state": "file:///x", "portOffset": 10000, "processes": [
                          {"name": "broker", "pid": 11, "port": 19092, "managementUrl": null},
                          {"name": "ingest-service", "pid": 12, "port": 18081,
                           "managementUrl": "http://127.0.0.1:19081"}]}
                        """);

        assertThat(suite.ingest()).isEqualTo(URI.create("http://127.0.0.1:18081"));
        assertThat(suite.processes())
                .containsExactly(
                        new ServiceProcess("broker", 11, 19092, null),
                        new ServiceProcess(
                                "ingest-service", 12, 18081, URI.create("http://127.0.0.1:19081")));
        assertThat(suite.managements()).containsExactly(URI.create("http://127.0.0.1:19081"));
        assertThat(suite.bootstrapServers()).isEqualTo("127.0.0.1:19092");
        assertThat(suite.registry()).isEqualTo("http://127.0.0.1:8085/apis/ccompat/v7");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "{\"processes\": [{\"name\": \"a\", \"managementUrl\": \"::\"}]}"
            })
    void shouldFallBackToTheCustomaryAddressWhenTheFileSaysNothing(String text) throws IOException {
        assertThat(read(text))
                .isEqualTo(new RunningSuite(URI.create("http://127.0.0.1:8081"), List.of()));
    }

    @Test
    void shouldFallBackToTheCustomaryAddressesWhenThereIsNoFile() {
        RunningSuite suite = RunningSuite.in(folder.resolve("absent"));

        assertThat(suite.ingest()).isEqualTo(URI.create("http://127.0.0.1:8081"));
        assertThat(suite.managements())
                .containsExactly(
                        URI.create("http://127.0.0.1:9081"), URI.create("http://127.0.0.1:9082"));
    }

    @Test
    void shouldKnowNothingButTheUrlWhenItIsAnothersSuite() throws IOException {
        RunningSuite suite =
                read("{\"processes\": [{\"name\": \"ingest-service\", \"pid\": 5, \"port\": 81}]}");

        assertThat(suite.at(URI.create("http://localhost:81"))).isEqualTo(suite);
        assertThat(suite.at(URI.create("http://localhost:82")).processes()).isEmpty();
    }

    private RunningSuite read(String text) throws IOException {
        Files.writeString(folder.resolve("suite.json"), text);
        return RunningSuite.in(folder);
    }
}
