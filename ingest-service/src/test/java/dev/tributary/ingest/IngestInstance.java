package dev.tributary.ingest;

import static org.awaitility.Awaitility.await;

import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.local.FreePorts;

import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A running service in this JVM, and a client of it. */
final class IngestInstance implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;
    final int port;
    final int management;

    private IngestInstance(ConfigurableApplicationContext context, int port, int management) {
        this.context = context;
        this.port = port;
        this.management = management;
    }

    /** Starts one and returns before it is ready. */
    static IngestInstance start(
            String bootstrapServers, String registryUrl, Path state, String... more) {
        int port = FreePorts.one();
        int management = FreePorts.one();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=" + port,
                                "--server.address=127.0.0.1",
                                "--management.server.port=" + management,
                                "--spring.kafka.bootstrap-servers=" + bootstrapServers,
                                "--spring.kafka.properties.schema.registry.url=" + registryUrl,
                                "--spring.kafka.streams.state-dir=" + state,
                                "--spring.kafka.streams.properties.application.server=127.0.0.1:"
                                        + port));
        arguments.addAll(Arrays.asList(more));
        return new IngestInstance(
                new SpringApplicationBuilder(IngestApplication.class)
                        .properties(Map.of("spring.jmx.enabled", "false"))
                        .run(arguments.toArray(String[]::new)),
                port,
                management);
    }

    IngestInstance awaitReady() {
        await().atMost(PATIENCE).until(() -> health("readiness").statusCode() == 200);
        return this;
    }

    /** Makes the state stand still, or go on: verdicts come back meanwhile as ever. */
    void pauseState(boolean pause) {
        KafkaStreams streams = context.getBean(StreamsRuntime.class).streams().orElseThrow();
        if (pause) {
            streams.pause();
        } else {
            streams.resume();
        }
    }

    HttpResponse<String> health(String group) throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/actuator/health/%s"
                                        .formatted(management, group))));
    }

    HttpResponse<String> metrics() throws IOException, InterruptedException {
        return send(
                HttpRequest.newBuilder(
                        URI.create(
                                "http://127.0.0.1:%d/actuator/prometheus".formatted(management))));
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send(request(path, headers));
    }

    /** Posts one transaction. */
    HttpResponse<String> post(String json, String... headers)
            throws IOException, InterruptedException {
        return postTo("/v1/transactions", json, headers);
    }

    HttpResponse<String> postTo(String path, String json, String... headers)
            throws IOException, InterruptedException {
        return send(
                request(path, headers)
                        .setHeader("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
        return send(
                request(path)
                        .setHeader("Content-Type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(json)));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(request(path).DELETE());
    }

    /** Posts lines. */
    HttpResponse<String> bulk(String lines) throws IOException, InterruptedException {
        return bulk("/v1/transactions", lines);
    }

    HttpResponse<String> bulk(String path, String lines) throws IOException, InterruptedException {
        return send(
                request(path)
                        .setHeader("Content-Type", "application/x-ndjson")
                        .POST(HttpRequest.BodyPublishers.ofString(lines)));
    }

    HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60));
        return headers.length == 0 ? request : request.headers(headers);
    }

    static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
