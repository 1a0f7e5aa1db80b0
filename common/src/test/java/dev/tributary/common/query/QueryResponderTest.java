package dev.tributary.common.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.web.ErrorResponseException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicReference;

/** Answers of an instance that owns a key, and of one that asks the owner: a real HTTP server. */
class QueryResponderTest {
    private final QueryResponder responder =
            new QueryResponder(new QueryRoute(new OwnerClient()), "127.0.0.1:8082");
    private final AtomicReference<String> seen = new AtomicReference<>();
    private HttpServer owner;

    @BeforeEach
    void startOwner() throws IOException {
        owner = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        owner.createContext(
                "/",
                exchange -> {
                    seen.set(
                            exchange.getRequestURI()
                                    + " hop="
                                    + exchange.getRequestHeaders()
                                            .getFirst(OwnerClient.HOP_HEADER));
                    byte[] body = "{\"gone\":true}".getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().set("Content-Type", "application/problem+json");
                    exchange.getResponseHeaders().set("Tributary-Served-By", "owner:1");
                    exchange.sendResponseHeaders(404, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        owner.start();
    }

    @AfterEach
    void stopOwner() {
        owner.stop(0);
    }

    @Test
    void shouldTellFreshnessWhenFoundHere() {
        ResponseEntity<?> answer =
                responder.answer(
                        request(),
                        new Lookup.Found<>(7, Freshness.active(InputPosition.of("in", 0, 41))),
                        value -> value + 1,
                        "card c-1");

        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.OK);
        assertThat(answer.getBody()).isEqualTo(8);
        assertThat(answer.getHeaders().getFirst("Tributary-Served-By")).isEqualTo("127.0.0.1:8082");
        assertThat(answer.getHeaders().getFirst("Tributary-Role")).isEqualTo("active");
        assertThat(answer.getHeaders().getFirst("Tributary-Position")).isEqualTo("in-0:41");
        assertThat(answer.getHeaders().getFirst("Tributary-Lag")).isEqualTo("0");
    }

    @Test
    void shouldPassOnTheOwnersAnswerUnchanged() {
        ResponseEntity<?> answer =
                responder.answer(request(), elsewhere(), value -> value, "card c-1");

        assertThat(seen).hasValue("/v1/cards/c%201?x=%2F hop=1");
        assertThat(answer.getStatusCode()).isEqualTo(HttpStatus.NOT_FOUND);
        assertThat(answer.getBody()).isEqualTo("{\"gone\":true}".getBytes(StandardCharsets.UTF_8));
        assertThat(answer.getHeaders().getFirst("Content-Type"))
                .isEqualTo("application/problem+json");
        assertThat(answer.getHeaders().getFirst("Tributary-Served-By")).isEqualTo("owner:1");
    }

    @Test
    void shouldNotPassOnTwice() {
        MockHttpServletRequest request = request();
        request.addHeader(OwnerClient.HOP_HEADER, "1");

        assertProblem(request, elsewhere(), HttpStatus.SERVICE_UNAVAILABLE, "1");
        assertThat(seen).hasNullValue();
    }

    @Test
    void shouldAskToComeBackWhenTheOwnerDoesNotAnswer() {
        Lookup<Integer> elsewhere = elsewhere();
        owner.stop(0);

        assertProblem(request(), elsewhere, HttpStatus.SERVICE_UNAVAILABLE, "1");
    }

    @Test
    void shouldAskToComeBackWhenNobodyCanSay() {
        assertProblem(
                request(),
                new Lookup.NotReady<>("state is moving"),
                HttpStatus.SERVICE_UNAVAILABLE,
                "1");
    }

    @Test
    void shouldSayNotFoundWhenAbsentHere() {
        assertProblem(
                request(),
                new Lookup.Absent<>(Freshness.active(InputPosition.NONE)),
                HttpStatus.NOT_FOUND,
                null);
    }

    private void assertProblem(
            MockHttpServletRequest request,
            Lookup<Integer> lookup,
            HttpStatus status,
            String retryAfter) {
        assertThatThrownBy(() -> responder.answer(request, lookup, value -> value, "card c-1"))
                .isInstanceOfSatisfying(
                        ErrorResponseException.class,
                        problem -> {
                            assertThat(problem.getStatusCode()).isEqualTo(status);
                            assertThat(problem.getHeaders().getFirst("Retry-After"))
                                    .isEqualTo(retryAfter);
                        });
    }

    private Lookup<Integer> elsewhere() {
        return new Lookup.Elsewhere<>(
                URI.create("http://127.0.0.1:" + owner.getAddress().getPort()));
    }

    private static MockHttpServletRequest request() {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/v1/cards/c%201");
        request.setQueryString("x=%2F");
        return request;
    }
}
