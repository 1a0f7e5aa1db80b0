package dev.tributary.common.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

import jakarta.servlet.http.HttpServletRequest;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.util.unit.DataSize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * What a client sees of every kind of refusal, on a real Tomcat and, because some of these requests
 * are not HTTP, through a plain socket.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class StrictWebTest {
    private static final int LIMIT = 1_000;

    @LocalServerPort private int port;
    @Autowired private MeterRegistry meters;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /nowhere HTTP/1.1                               | 404 | not-found",
                "GET /error HTTP/1.1                                 | 404 | not-found",
                "DELETE /body HTTP/1.1                               | 405 | method-not-allowed",
                "BREW /body HTTP/1.1                                 | 405 | method-not-allowed",
                "TRACE /body HTTP/1.1                                | 405 | method-not-allowed",
                "GET /refuse HTTP/1.1                                | 503 | unavailable",
                "GET /fail HTTP/1.1                                  | 500 | internal",
                "GET /number HTTP/1.1                                | 400 | invalid-request",
                "GET /number?n=x HTTP/1.1                            | 400 | invalid-request",
                "GET /number?n=1 HTTP/1.1~Accept: text/csv           | 406 | not-acceptable",
                "GET /%zz HTTP/1.1                                   | 400 | invalid-request",
                "GET /a%2fb HTTP/1.1                                 | 400 | invalid-request",
                "GET /a%00b HTTP/1.1                                 | 400 | invalid-request",
                "GET /../../etc/passwd HTTP/1.1                      | 400 | invalid-request",
                "GET /{} HTTP/1.1                                    | 400 | invalid-request",
                "complete utter nonsense                             | 400 | invalid-request",
                "GET / HTTP/9.9                                      | 505 | version-not-supported",
                "GET /nowhere HTTP/1.1~Host: again                   | 400 | invalid-request",
                "GET /nowhere HTTP/1.1~Bad Header: x                 | 400 | invalid-request",
                "POST /body HTTP/1.1~Content-Length: x               | 400 | invalid-request",
                "POST /body HTTP/1.1~Content-Length: -1              | 400 | invalid-request",
                "POST /body HTTP/1.1~Transfer-Encoding: odd          | 501 | not-implemented",
                "POST /body HTTP/1.1~Content-Length: 0               | 415 | unsupported-media-type",
                "POST /body HTTP/1.1~Content-Type: text/plain        | 415 | unsupported-media-type",
                "POST /body HTTP/1.1~Content-Type: nonsense          | 415 | unsupported-media-type",
                "POST /body HTTP/1.1~Content-Type: application/json; charset=iso-8859-1"
                        + "~Content-Length: 0 | 415 | unsupported-media-type",
                "POST /body HTTP/1.1~Content-Type: application/json; charset=odd"
                        + "~Content-Length: 0 | 415 | unsupported-media-type",
                "POST /body HTTP/1.1~Content-Type: application/json~Content-Encoding: gzip"
                        + "~Content-Length: 0 | 415 | unsupported-media-type",
                "POST /body HTTP/1.1~Content-Type: application/json~Content-Length: 1001"
                        + " | 413 | body-too-large",
            })
    void shouldAnswerAProblemWhenRequestIsRefused(String head, int status, String type)
            throws IOException {
        String answer =
                send(
                        head.replaceFirst("(~|$)", "\r\nHost: localhost$1").replace("~", "\r\n")
                                + "\r\nConnection: close\r\n\r\n");

        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"type\":\"urn:problem-type:tributary:" + type + "\"")
                .contains("\"status\":" + status)
                .doesNotContain("Exception", "\tat ", "java.", "<html");
    }

    @Test
    void shouldRefuseWhenHeaderFieldsAreTooLarge() throws IOException {
        String answer =
                send("GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "x".repeat(20_000) + "\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("Exception", "<html");
    }

    @Test
    void shouldSayWhenToComeBackWhenUnavailable() throws IOException {
        assertThat(send("GET /refuse HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("Retry-After: 2", "\"detail\":\"later\"", "\"id\":\"7\"");
    }

    @Test
    void shouldListWhatIsPossibleWhenMethodOrTypeIsNot() throws IOException {
        assertThat(send("DELETE /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("Allow: POST");
        assertThat(send("POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                .contains("Accept: application/json");
    }

    @Test
    void shouldReadWhenBodyIsAtTheLimit() throws IOException {
        assertThat(post("Content-Length: " + LIMIT, "x".repeat(LIMIT)))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("" + LIMIT);
    }

    @Test
    void shouldRefuseWhenBodyOfUnknownLengthExceedsTheLimit() throws IOException {
        String chunk = Integer.toHexString(LIMIT + 1) + "\r\n" + "x".repeat(LIMIT + 1) + "\r\n";
        assertThat(post("Transfer-Encoding: chunked", chunk + "0\r\n\r\n"))
                .startsWith("HTTP/1.1 413 ");
    }

    @Test
    void shouldAnswerWhenLargeBodyIsSentBeforeReading() throws IOException {
        int size = 10 * 1024 * 1024;
        assertThat(post("Content-Length: " + size, "x".repeat(size)))
                .startsWith("HTTP/1.1 413 ")
                .contains("urn:problem-type:tributary:body-too-large");
    }

    @Test
    void shouldRefuseWhenBodyBreaksOff() throws IOException {
        assertThat(post("Content-Length: 10", "12345"))
                .startsWith("HTTP/1.1 400 ")
                .contains("urn:problem-type:tributary:invalid-request")
                .doesNotContain("Exception");
        assertThat(post("Transfer-Encoding: chunked", "zz\r\n"))
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("Exception");
    }

    @Test
    void shouldCountByTypeWhenRequestsAreRefused() throws IOException {
        send("GET /refuse HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        assertThat(meters.counter("tributary.http.problems", "type", "unavailable").count())
                .isPositive();
    }

    private String post(String length, String body) throws IOException {
        return send(
                "POST /body HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
                        + "Content-Type: application/json\r\n"
                        + length
                        + "\r\n\r\n"
                        + body);
    }

    /** Sends all of it, closes the sending half, then reads the answer to its end. */
    private String send(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(20).toMillis());
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @ImportAutoConfiguration({
        TomcatServletWebServerAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        ErrorMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({StrictWeb.class, Probe.class})
    static class Application {
        @Bean
        MeterRegistry meters() {
            return new SimpleMeterRegistry();
        }
    }

    @RestController
    static class Probe {
        @PostMapping(path = "/body", consumes = "application/json")
        int body(HttpServletRequest request) {
            return HttpBody.read(request, DataSize.ofBytes(LIMIT)).length;
        }

        @GetMapping(path = "/number", produces = "application/json")
        int number(@RequestParam("n") int n) {
            return n;
        }

        @GetMapping("/refuse")
        int refuse() {
            throw new ProblemException(
                    Problem.unavailable("later", Duration.ofMillis(1_001)).with("id", "7"));
        }

        @GetMapping("/fail")
        int fail() {
            throw new IllegalStateException("secret");
        }
    }
}
