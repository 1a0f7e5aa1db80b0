package dev.tributary.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.cli.client.Answer.Decision;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

/** Against a socket that says exactly what a test makes it say, a string an exchange. */
@Timeout(30)
class VerdictClientTest {
    private static final byte[] BODY = "{}".getBytes(StandardCharsets.UTF_8);
    private static final String VERDICT = "{\"decision\":\"REVIEW\",\"finality\":\"FINAL\"}";

    /** Closes the connection where an answer was due. */
    private static final String HANG_UP = "";

    private final AtomicInteger connections = new AtomicInteger();
    private final Deque<String> answers = new ArrayDeque<>();
    private ServerSocket server;
    private VerdictClient client;

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.startVirtualThread(this::serve);
        client =
                new VerdictClient(
                        URI.create("http://127.0.0.1:" + server.getLocalPort()),
                        Duration.ofSeconds(2));
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.close();
    }

    @Test
    void shouldReadAVerdictWhenItsLengthIsGiven() {
        say(ok(VERDICT), ok("{\"decision\":\"BLOCK\",\"finality\":\"SPECULATIVE\"}"));

        assertThat(client.post(BODY)).isEqualTo(new Answer.Final(Decision.REVIEW));
        assertThat(client.post(BODY)).isEqualTo(new Answer.Speculative(Decision.BLOCK));
        assertThat(connections).hasValue(1);
    }

    @Test
    void shouldReadAVerdictWhenItComesInChunks() {
        String chunked =
                "HTTP/1.1 200 \r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "a;x=y\r\n"
                        + VERDICT.substring(0, 10)
                        + "\r\n"
                        + Integer.toHexString(VERDICT.length() - 10)
                        + "\r\n"
                        + VERDICT.substring(10)
                        + "\r\n0\r\nTrailer: 1\r\n\r\n";
        say(chunked, chunked);

        assertThat(client.post(BODY)).isEqualTo(new Answer.Final(Decision.REVIEW));
        assertThat(client.verdict("tx-1", Duration.ofSeconds(1)))
                .isEqualTo(new Answer.Final(Decision.REVIEW));
        assertThat(connections).hasValue(1);
    }

    @Test
    void shouldOpenAnotherConnectionWhenTheServerEndsOne() {
        say(ok(VERDICT).replaceFirst("\r\n", "\r\nConnection: close\r\n"), ok(VERDICT));

        client.post(BODY);
        assertThat(client.post(BODY)).isEqualTo(new Answer.Final(Decision.REVIEW));
        assertThat(connections).hasValue(2);
    }

    @Test
    void shouldSendAgainWhenAKeptConnectionTurnsOutToBeClosed() {
        say(ok(VERDICT), HANG_UP, ok(VERDICT));

        client.post(BODY);
        assertThat(client.post(BODY)).isEqualTo(new Answer.Final(Decision.REVIEW));
        assertThat(connections).hasValue(2);
    }

    @Test
    void shouldNotSendAgainWhenAFreshConnectionCloses() {
        say(HANG_UP, ok(VERDICT));

        assertThat(client.post(BODY)).isInstanceOf(Answer.Unknown.class);
        assertThat(connections).hasValue(1);
    }

    @Test
    void shouldTellPendingAndRefusedApartWhenThereIsNoVerdict() {
        say(
                "HTTP/1.1 202 \r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 503 \r\nContent-Length: 14\r\n\r\n{\n  \"type\": 1}");

        assertThat(client.post(BODY)).isEqualTo(new Answer.Pending());
        assertThat(client.post(BODY)).isEqualTo(new Answer.Refused(503, "{ \"type\": 1}"));
    }

    @Test
    void shouldBeUnknownWhenTheAnswerIsNotAVerdict() {
        say(
                ok("{\"decision\":\"APPROVE\"}"),
                ok("{\"decision\":\"MAYBE\",\"finality\":\"FINAL\"}"),
                ok("<html>"),
                "HTTP/1.1 200 \r\nContent-Length: x\r\n\r\n",
                "SSH-2.0-x\r\n",
                "HTTP/1.1 200 \r\nContent-Length: 99\r\n\r\n{",
                "HTTP/1.1 200 \r\nContent-Length: 2147483647\r\n\r\n{",
                "HTTP/1.1 200 \r\nX: " + "x".repeat(20_000) + "\r\n\r\n");

        for (int i = 0; i < 8; i++) {
            assertThat(client.post(BODY)).as("answer %d", i).isInstanceOf(Answer.Unknown.class);
        }
    }

    @Test
    void shouldBeUnknownWhenNothingComesInTime() {
        // Nothing is scripted, so the server waits.
        assertThat(client.post(BODY))
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        answer -> assertThat(answer.cause()).contains("timed out"));
    }

    @Test
    void shouldRefuseAUrlWhenItIsNotPlainHttp() {
        for (String url : new String[] {"https://localhost", "localhost:8081", "http:/x"}) {
            assertThatThrownBy(() -> new VerdictClient(URI.create(url), Duration.ofSeconds(1)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private void say(String... script) {
        synchronized (answers) {
            answers.addAll(Arrays.asList(script));
            answers.notifyAll();
        }
    }

    private static String ok(String body) {
        return "HTTP/1.1 200 OK\r\ncontent-length: " + body.length() + "\r\n\r\n" + body;
    }

    private void serve() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.startVirtualThread(() -> converse(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (request(in)) {
                String answer = next();
                if (answer.equals(HANG_UP)) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException | InterruptedException ended) {
            // The client has its say in the test.
        }
    }

    private static boolean request(BufferedReader in) throws IOException {
        int length = 0;
        for (String line = in.readLine(); !"".equals(line); line = in.readLine()) {
            if (line == null) {
                return false;
            }
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line, 16, line.length(), 10);
            }
        }
        return in.skip(length) == length;
    }

    private String next() throws InterruptedException {
        synchronized (answers) {
            while (answers.isEmpty()) {
                answers.wait();
            }
            return answers.removeFirst();
        }
    }
}
