package dev.tributary.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;

import dev.tributary.cli.client.BulkClient.Outcome;
import dev.tributary.cli.client.BulkClient.RefusedException;
import dev.tributary.cli.client.BulkClient.Rejection;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import tools.jackson.databind.JsonNode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

@Timeout(60)
class BulkClientTest {
    private ScriptedIngest ingest;
    private BulkClient client;

    @BeforeEach
    void start() throws IOException {
        ingest = new ScriptedIngest();
        client =
                new BulkClient(
                        ingest.url(),
                        Duration.ofSeconds(10),
                        /* firstPause= */ Duration.ofMillis(1));
    }

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void shouldAcceptEveryLineInOrderWhenTheServiceTakesThem() throws Exception {
        Outcome outcome = client.post(lines(500));

        assertThat(outcome).isEqualTo(new Outcome(500, List.of(), 0, null));
        assertThat(delivered())
                .containsExactlyElementsOf(
                        IntStream.range(0, 500).mapToObj(i -> "tx-" + i).toList());
    }

    @Test
    void shouldRejectALineAloneWhenTheServiceRefusesIt() throws Exception {
        ingest.onBulk((exchange, attempt) ->
                answer(
                        exchange,
                        (number, line) ->
                                number == 2
                                        ? "{\"line\":2,\"status\":\"REJECTED\",\"problem\":{\"title\":\"no\"}}\n"
                                        : ingest.accept(number, line)));

        assertThat(client.post(lines(3)))
                .isEqualTo(
                        new Outcome(2, List.of(new Rejection(1, "{\"title\":\"no\"}")), 0, null));
    }

    @Test
    void shouldSendOnlyTheRestAgainWhenTheAnswerEndsEarly() throws Exception {
        ingest.onBulk((exchange, attempt) ->
                answer(
                        exchange,
                        (number, line) ->
                                attempt == 1 && number > 2 ? "" : ingest.accept(number, line)));

        assertThat(client.post(lines(5)).accepted()).isEqualTo(5);
        assertThat(delivered()).containsExactly("tx-0", "tx-1", "tx-2", "tx-3", "tx-4");
    }

    @Test
    void shouldSendTheLineAgainWhenItsAnswerIsNotDefinite() throws Exception {
        ingest.onBulk((exchange, attempt) ->
                answer(
                        exchange,
                        (number, line) ->
                                attempt < 3 && line.contains("tx-1")
                                        ? "{\"line\":" + number + ",\"status\":\"UNKNOWN\"}\n"
                                        : ingest.accept(number, line)));

        assertThat(client.post(lines(3)).accepted()).isEqualTo(3);
        assertThat(delivered()).containsExactly("tx-0", "tx-2", "tx-1");
    }

    @Test
    void shouldTryAgainWhenTheServiceIsUnavailable() throws Exception {
        ingest.onBulk((exchange, attempt) -> {
            if (attempt < 3) {
                exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("Retry-After", "0");
                exchange.sendResponseHeaders(503, -1);
            } else {
                ingest.acceptAll(exchange);
            }
        });

        assertThat(client.post(lines(3)).accepted()).isEqualTo(3);
    }

    @Test
    void shouldGiveUpAfterSomeAttemptsWhenTheServiceStaysUnavailable() throws Exception {
        ingest.onBulk((exchange, attempt) -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("Retry-After", "0");
            byte[] problem = ("attempt " + attempt).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, problem.length);
            exchange.getResponseBody().write(problem);
        });

        assertThat(client.post(lines(3)))
                .isEqualTo(
                        new Outcome(
                                0, List.of(), 3, "status 503: attempt " + BulkClient.ATTEMPTS_MAX));
    }

    @Test
    void shouldFailWhenTheRequestItselfIsRefused() {
        ingest.onBulk((exchange, attempt) -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(415, -1);
        });

        assertThatThrownBy(() -> client.post(lines(1)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("415");
    }

    /** Answers are far larger than what sockets buffer, and are written before all is read. */
    @Test
    void shouldNotBlockWhenAnswersComeWhileLinesAreStillSent() throws Exception {
        String padding = "x".repeat(20_000);
        ingest.onBulk((exchange, attempt) ->
                answer(
                        exchange,
                        (number, line) ->
                                ingest.accept(number, line)
                                        .replace("{", "{\"padding\":\"" + padding + "\",")));
        List<byte[]> lines =
                IntStream.range(0, 1_000)
                        .mapToObj(i ->
                                ("{\"transactionId\":\"tx-" + i + "\",\"p\":\"" + padding + "\"}")
                                        .getBytes(StandardCharsets.UTF_8))
                        .toList();

        assertThat(client.post(lines).accepted()).isEqualTo(1_000);
    }

    private interface LineScript {
        String answer(int number, String line);
    }

    private static void answer(HttpExchange exchange, LineScript script) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        try (var lines = ScriptedIngest.lines(exchange);
                OutputStream out = exchange.getResponseBody()) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.write(script.answer(++number, line).getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private List<String> delivered() {
        return ingest.delivered().stream()
                .map((JsonNode body) -> body.get("transactionId").asString())
                .toList();
    }

    private static List<byte[]> lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> ("{\"transactionId\":\"tx-" + i + "\"}"))
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
    }
}
