package dev.tributary.common.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;

import org.jspecify.annotations.Nullable;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

import javax.net.ssl.SSLContext;

/**
 * As much of a schema registry as serdes need, on loopback, over real HTTP: for topology specs,
 * which have no other processes, and for faults that a real registry cannot be made to have.
 * Whether the client and a real registry understand each other is not shown by this.
 */
public final class InMemoryRegistry implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String PATH = "/apis/registry";

    private final HttpServer server;
    private final Queue<Answer> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new ArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final List<String> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();
    private final int firstId;

    /** What was asked. */
    record Request(String method, String path, Optional<String> authorization, String body) {}

    /** What is answered in place of the truth. */
    sealed interface Answer {
        record Text(int status, String body) implements Answer {}

        /** The connection is cut. */
        record Cut() implements Answer {}

        /** Nothing, for as long as the registry lives. */
        record Silence() implements Answer {}
    }

    /** A registry whose first schema has id 1. */
    public InMemoryRegistry() {
        this(1, null, false);
    }

    InMemoryRegistry(int firstId, @Nullable SSLContext tls, boolean clientCertificate) {
        this.firstId = firstId;
        try {
            InetSocketAddress free = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            this.server =
                    tls == null ? HttpServer.create(free, 0) : https(free, tls, clientCertificate);
        } catch (IOException e) {
            throw new AssertionError("no registry", e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    private static HttpServer https(
            InetSocketAddress free, SSLContext tls, boolean clientCertificate) throws IOException {
        HttpsServer https = HttpsServer.create(free, 0);
        https.setHttpsConfigurator(
                new HttpsConfigurator(tls) {
                    @Override
                    public void configure(HttpsParameters parameters) {
                        var ssl = tls.getDefaultSSLParameters();
                        ssl.setNeedClientAuth(clientCertificate);
                        parameters.setSSLParameters(ssl);
                    }
                });
        return https;
    }

    /** Its address. */
    public String url() {
        return "%s://localhost:%d%s"
                .formatted(
                        server instanceof HttpsServer ? "https" : "http",
                        server.getAddress().getPort(),
                        PATH);
    }

    /** The settings that lead a serde here, which a test may add to; faults are not waited for. */
    public Map<String, Object> configs() {
        Map<String, Object> configs = new LinkedHashMap<>();
        configs.put("schema.registry.url", url());
        configs.put("max.retries", 0);
        return configs;
    }

    /** Answers the next requests so, one each. */
    void answer(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** Everything that was asked so far. */
    synchronized List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Puts a schema there without asking; returns its id. */
    synchronized int put(String subject, String schema) {
        int index = schemas.indexOf(schema);
        int id = firstId + (index < 0 ? schemas.size() : index);
        if (index < 0) {
            schemas.add(schema);
        }
        List<Integer> versions = subjects.computeIfAbsent(subject, name -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Request request = request(exchange);
            synchronized (this) {
                requests.add(request);
            }
            Answer scripted = script.poll();
            switch (scripted == null ? truth(request) : scripted) {
                case Answer.Text(int status, String body) -> {
                    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                    exchange.getResponseBody().write(bytes);
                }
                case Answer.Cut() -> {}
                case Answer.Silence() -> closed.await();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Request request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        return new Request(
                exchange.getRequestMethod(),
                uri.toString(),
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization")),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    }

    private synchronized Answer truth(Request request) {
        if (!request.path().startsWith(PATH + "/")) {
            return fault(404, 404, "HTTP 404 Not Found");
        }
        String[] path = request.path().substring(PATH.length() + 1).split("/");
        String last = URLDecoder.decode(path[path.length - 1], StandardCharsets.UTF_8);
        return switch (path[0]) {
            case "schemas" -> byId(Integer.parseInt(last));
            case "subjects" ->
                    path.length == 1
                            ? text(JSON.valueToTree(subjects.keySet()))
                            : subject(request, path, last);
            default -> fault(404, 404, "HTTP 404 Not Found");
        };
    }

    private Answer byId(int id) {
        int index = id - firstId;
        return index < 0 || index >= schemas.size()
                ? fault(404, 40403, "Schema " + id + " not found")
                : text(JSON.createObjectNode().put("schema", schemas.get(index)));
    }

    private Answer subject(Request request, String[] path, String last) {
        String subject = URLDecoder.decode(path[1], StandardCharsets.UTF_8);
        boolean writes = request.method().equals("POST");
        if (writes && path.length == 3) {
            int id = put(subject, schema(request));
            return text(JSON.createObjectNode().put("id", id));
        }
        List<Integer> versions = subjects.get(subject);
        if (versions == null) {
            return fault(404, 40401, "Subject '" + subject + "' not found.");
        }
        if (writes) {
            int version = versions.indexOf(firstId + schemas.indexOf(schema(request))) + 1;
            return version == 0 ? fault(404, 40403, "Schema not found") : version(subject, version);
        }
        if (path.length == 3) {
            var numbers = JSON.createArrayNode();
            for (int version = 1; version <= versions.size(); version++) {
                numbers.add(version);
            }
            return text(numbers);
        }
        int version = last.equals("latest") ? versions.size() : Integer.parseInt(last);
        return version < 1 || version > versions.size()
                ? fault(404, 40402, "Version " + version + " not found.")
                : version(subject, version);
    }

    private Answer version(String subject, int version) {
        int id = subjects.get(subject).get(version - 1);
        ObjectNode answer = JSON.createObjectNode();
        answer.put("subject", subject).put("version", version).put("id", id);
        return text(answer.put("schema", schemas.get(id - firstId)));
    }

    private static String schema(Request request) {
        return JSON.readTree(request.body()).path("schema").asString();
    }

    private static Answer text(JsonNode body) {
        return new Answer.Text(200, body.toString());
    }

    static Answer fault(int status, int errorCode, String message) {
        return new Answer.Text(
                status,
                JSON.createObjectNode()
                        .put("error_code", errorCode)
                        .put("message", message)
                        .toString());
    }

    /** From now on nothing answers at its address. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
