package dev.tributary.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;

import dev.tributary.cli.client.ServiceClient;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

class StockContentionTest {
    /** It has three units, and answers a body the second time that it comes. */
    @Test
    void shouldRepeatWhatIsNotAnsweredUnderTheSameIdAndCountLastAnswers() throws Exception {
        AtomicInteger units = new AtomicInteger(3);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        HttpServer server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext(
                "/v1/reservations",
                exchange -> {
                    String body =
                            new String(
                                    exchange.getRequestBody().readAllBytes(),
                                    StandardCharsets.UTF_8);
                    int status = seen.add(body) ? 202 : units.getAndDecrement() > 0 ? 201 : 409;
                    exchange.sendResponseHeaders(status, 2);
                    exchange.getResponseBody().write(new byte[] {'{', '}'});
                    exchange.close();
                });
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        try (ServiceClient client = new ServiceClient(url, Duration.ofSeconds(10))) {
            StockContention.Outcome outcome =
                    new StockContention(List.of(client, client)).run("wanted", 10);
            assertThat(outcome.byStatus()).isEqualTo(Map.of(201, 3, 409, 7));
            assertThat(outcome.repeats()).isEqualTo(10);
            assertThat(seen).hasSize(10);
        } finally {
            server.stop(0);
        }
    }
}
