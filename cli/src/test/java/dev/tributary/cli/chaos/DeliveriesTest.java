package dev.tributary.cli.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.tributary.cli.progress.ProgressBar;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;

/** A service that answers nobody before the second time. */
class DeliveriesTest {
    @TempDir Path folder;

    private final Map<String, Integer> seen = new ConcurrentHashMap<>();
    private final Queue<String> unwritten = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private URI url;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    String request = exchange.getRequestMethod() + exchange.getRequestURI() + body;
                    if (LedgerFile.read(ledger()).isEmpty()) {
                        unwritten.add(request);
                    }
                    boolean first = seen.merge(request, 1, Integer::sum) == 1;
                    byte[] answer = "{\"status\": \"RESERVED\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(first ? 503 : 201, answer.length);
                    exchange.getResponseBody().write(answer);
                    exchange.close();
                });
        server.start();
        url = URI.create("http://127.0.0.1:%d".formatted(server.getAddress().getPort()));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private Path ledger() {
        return folder.resolve("ledger");
    }

    @Test
    void shouldRepeatUntilItIsAnsweredAndDeliverSomeAgain() throws IOException {
        Workload.Settings settings = new Workload.Settings(60, 5, 20, 5, 9, 3, "t");
        Ledger sent;
        try (OutsideClients clients = new OutsideClients(url, List.of(url, url));
                LedgerFile file = new LedgerFile(ledger());
                ProgressBar progress = ProgressBar.onStandardError("operations", 60)) {
            new Deliveries(clients, file, 8, Duration.ofSeconds(30))
                    .send(Workload.draw(settings), untouched(), 3, progress);
            sent = new Ledger(LedgerFile.read(ledger()));
        }
        assertThat(unwritten).as("sent before anything was written down").isEmpty();
        assertThat(sent.entries()).hasSize(60).noneMatch(Ledger.Entry::isOpen);
        assertThat(sent.entries())
                .allSatisfy(entry -> {
                    int times = entry.operation().again() ? 2 : 1;
                    assertThat(entry.answers()).hasSize(times);
                    assertThat(entry.deliveries()).isEqualTo(times + 1);
                });
    }

    private static Disturbances untouched() {
        Instances none =
                new Instances() {
                    @Override
                    public List<URI> urls() {
                        return List.of(URI.create("http://nobody"));
                    }

                    @Override
                    public void kill(int instance) {}

                    @Override
                    public void stop(int instance) {}

                    @Override
                    public void start(int instance) {}

                    @Override
                    public void awaitReady(int instance) {}
                };
        return new Disturbances(none, 60, 0, 1, Runnable::run);
    }
}
