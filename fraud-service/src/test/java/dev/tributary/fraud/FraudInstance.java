package dev.tributary.fraud;

import static org.awaitility.Awaitility.await;

import dev.tributary.common.streams.StreamsRuntime;
import dev.tributary.local.FreePorts;
import dev.tributary.local.RealKafka;

import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.WebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** A running service in this JVM, and a client of it. */
final class FraudInstance implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ConfigurableApplicationContext context;
    private final int port;
    private final int management;

    private FraudInstance(ConfigurableApplicationContext context, int port, int management) {
        this.context = context;
        this.port = port;
        this.management = management;
    }

    /** Starts one and returns before it is ready. */
    static FraudInstance start(RealKafka kafka, Path state, String... more) {
        return start(List.of(FraudApplication.class), kafka, state, more);
    }

    /** Starts one that is made of more than the service. */
    static FraudInstance start(
            List<Class<?>> sources, RealKafka kafka, Path state, String... more) {
        int port = FreePorts.one();
        int management = FreePorts.one();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--server.port=" + port,
                                "--server.address=127.0.0.1",
                                "--management.server.port=" + management,
                                "--spring.kafka.bootstrap-servers=" + kafka.bootstrapServers(),
                                "--spring.kafka.properties.schema.registry.url="
                                        + kafka.registryUrl(),
                                "--spring.kafka.streams.state-dir=" + state,
                                "--spring.kafka.streams.properties.application.server=127.0.0.1:"
                                        + port));
        arguments.addAll(Arrays.asList(more));
        return new FraudInstance(
                new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                        .properties(Map.of("spring.jmx.enabled", "false"))
                        .run(arguments.toArray(String[]::new)),
                port,
                management);
    }

    FraudInstance awaitReady() {
        await().atMost(PATIENCE).until(() -> health("readiness").statusCode() == 200);
        return this;
    }

    HttpResponse<String> health(String group) throws IOException, InterruptedException {
        return send(at(management, "/actuator/health/" + group));
    }

    String metrics() throws IOException, InterruptedException {
        return send(at(management, "/actuator/prometheus")).body();
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(at(port, path));
    }

    HttpResponse<String> get(String path, String... headers)
            throws IOException, InterruptedException {
        return send(at(port, path).headers(headers));
    }

    /** As the headers of its answers name it. */
    String name() {
        return "127.0.0.1:" + port;
    }

    KafkaStreams scorer() {
        return context.getBean("scorerRuntime", StreamsRuntime.class).streams().orElseThrow();
    }

    /** Its port answers no more, while everybody still takes it for alive. */
    void loseWebServer() {
        WebServer server = ((WebServerApplicationContext) context).getWebServer();
        server.stop();
        server.destroy();
    }

    /** Its topologies end without telling the group, as when the process is killed. */
    void dieSilently() {
        for (StreamsRuntime runtime : context.getBeansOfType(StreamsRuntime.class).values()) {
            runtime.streams()
                    .orElseThrow()
                    .close(
                            CloseOptions.timeout(Duration.ofSeconds(20))
                                    .withGroupMembershipOperation(
                                            GroupMembershipOperation.REMAIN_IN_GROUP));
        }
    }

    JsonNode json(String path) throws IOException, InterruptedException {
        return JSON.readTree(get(path).body());
    }

    HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
        return put(path, json, "application/json");
    }

    HttpResponse<String> put(String path, String body, String mediaType)
            throws IOException, InterruptedException {
        return send(
                at(port, path)
                        .header("Content-Type", mediaType)
                        .PUT(BodyPublishers.ofString(body)));
    }

    HttpResponse<String> post(String path, String json) throws IOException, InterruptedException {
        return send(
                at(port, path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    /** Posts without a body. */
    HttpResponse<String> post(String path) throws IOException, InterruptedException {
        return send(at(port, path).POST(BodyPublishers.noBody()));
    }

    HttpResponse<String> delete(String path) throws IOException, InterruptedException {
        return send(at(port, path).DELETE());
    }

    private static HttpRequest.Builder at(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(60));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        context.close();
    }
}
