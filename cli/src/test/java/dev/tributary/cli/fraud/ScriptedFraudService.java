package dev.tributary.cli.fraud;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;

/** fraud-service as a script has it: answers by method and path, in turn, the last one for good. */
final class ScriptedFraudService implements AutoCloseable {
    private final HttpServer server;
    private final Map<String, Queue<Answer>> script = new HashMap<>();
    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    private record Answer(int status, String body) {}

    ScriptedFraudService() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /**
     * @param methodAndPath or a method alone, for every path that the script does not name
     */
    ScriptedFraudService on(String methodAndPath, int status, String body) {
        script.computeIfAbsent(methodAndPath, _ -> new ArrayDeque<>())
                .add(new Answer(status, body));
        return this;
    }

    /** What came in: method, path with query, and body. */
    List<String> asked() {
        return List.copyOf(asked);
    }

    /** Notes it as the suite that runs here. */
    void noteIn(Path state) throws IOException {
        int port = server.getAddress().getPort();
        Files.writeString(
                state.resolve("suite.json"),
                """
                {"processes": [{"name": "ingest-service", "pid": 1, "port": %d},
                 {"name": "fraud-service", "pid": 2, "port": %d}]}
                """
                        .formatted(port, port));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            byte[] body = exchange.getRequestBody().readAllBytes();
            asked.add(
                    "%s %s %s"
                            .formatted(
                                    method,
                                    exchange.getRequestURI(),
                                    new String(body, StandardCharsets.UTF_8)));
            Queue<Answer> answers =
                    script.getOrDefault(
                            method + " " + exchange.getRequestURI().getPath(), script.get(method));
            Answer next =
                    answers == null
                            ? new Answer(404, "{\"detail\":\"not in the script\"}")
                            : answers.size() > 1 ? answers.remove() : answers.element();
            byte[] bytes = next.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(next.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
