package dev.tributary.cli.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Answers like ingest-service, with a delay that is known and with the faults that a test asks for.
 */
public final class ScriptedIngest implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final JsonMapper json = new JsonMapper();
    private final Map<String, JsonNode> taken = new ConcurrentHashMap<>();
    private final Queue<JsonNode> delivered = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> labels = new ConcurrentLinkedQueue<>();
    private final Queue<JsonNode> movements = new ConcurrentLinkedQueue<>();
    private volatile Duration delay = Duration.ZERO;
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private volatile Function<JsonNode, Reply> single = body -> Reply.verdict("APPROVE", "FINAL");
    private volatile Function<String, Reply> known = id -> Reply.verdict("APPROVE", "FINAL");
    private volatile BulkScript bulk =
            (exchange, attempt) -> {
                throw new UnsupportedOperationException();
            };
    private int bulkAttempts;

    /** A status and a body. */
    public record Reply(int status, String body) {
        /** 200 with a verdict. */
        public static Reply verdict(String decision, String finality) {
            return new Reply(
                    200,
                    """
                    {"transactionId": "any", "reasons": [{"code": "A", "weight": 0.5}],
                     "decision": "%s", "finality": "%s", "score": 0.1,
                     "order": {"status": "NONE", "lines": [], "decision": "not this one"}}
                    """
                            .formatted(decision, finality));
        }
    }

    /** How a bulk request is answered; attempts count from 1. */
    @FunctionalInterface
    public interface BulkScript {
        void answer(HttpExchange exchange, int attempt) throws IOException;
    }

    public ScriptedIngest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/transactions", this::handle);
        server.createContext("/v1/labels", exchange -> takeLines(exchange, labels));
        server.createContext("/v1/stock-movements", exchange -> takeLines(exchange, movements));
        bulk = (exchange, attempt) -> acceptAll(exchange);
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Every answer takes so long from now on. */
    public void delay(Duration duration) {
        delay = duration;
    }

    /** No answer leaves until the latch opens. */
    public void hold(CountDownLatch latch) {
        gate = latch;
    }

    public void onSingle(Function<JsonNode, Reply> script) {
        single = script;
    }

    public void onGet(Function<String, Reply> script) {
        known = script;
    }

    public void onBulk(BulkScript script) {
        bulk = script;
    }

    /** Bodies by transactionId. */
    public Map<String, JsonNode> taken() {
        return taken;
    }

    /** Every body as it came, repeats included. */
    public Queue<JsonNode> delivered() {
        return delivered;
    }

    /** Takes every line and says so while it still reads. */
    public void acceptAll(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var lines = lines(exchange);
                OutputStream out = exchange.getResponseBody()) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                out.write(accept(number, line).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private void takeLines(HttpExchange exchange, Queue<JsonNode> bodies) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var lines = lines(exchange);
                OutputStream out = exchange.getResponseBody()) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                bodies.add(json.readTree(line));
                out.write(
                        "{\"line\": %d, \"status\": \"ACCEPTED\"}\n"
                                .formatted(number)
                                .getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** Every label, in the order in which they came. */
    public List<JsonNode> labels() {
        return List.copyOf(labels);
    }

    /** Every stock movement, in the order in which they came. */
    public List<JsonNode> movements() {
        return List.copyOf(movements);
    }

    /** Takes a line and gives the answer to it. */
    public String accept(int number, String line) {
        JsonNode body = take(line);
        return """
        {"line": %d, "transactionId": "%s", "status": "ACCEPTED"}
        """
                .formatted(number, body.get("transactionId").asString());
    }

    public static BufferedReader lines(HttpExchange exchange) {
        return new BufferedReader(
                new InputStreamReader(exchange.getRequestBody(), StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            if (exchange.getRequestMethod().equals("GET")) {
                String path = exchange.getRequestURI().getPath();
                reply(exchange, known.apply(path.substring(path.lastIndexOf('/') + 1)));
            } else if ("application/x-ndjson".equals(type)) {
                bulk.answer(exchange, ++bulkAttempts);
            } else {
                byte[] body = exchange.getRequestBody().readAllBytes();
                JsonNode read = take(new String(body, StandardCharsets.UTF_8));
                pause();
                reply(exchange, single.apply(read));
            }
        }
    }

    private JsonNode take(String line) {
        JsonNode body = json.readTree(line);
        taken.put(body.get("transactionId").asString(), body);
        delivered.add(body);
        return body;
    }

    private void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(delay.toNanos());
            gate.await();
        } catch (InterruptedException stopped) {
            throw new UncheckedIOException(new IOException("stopped", stopped));
        }
    }

    private static void reply(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }
}
