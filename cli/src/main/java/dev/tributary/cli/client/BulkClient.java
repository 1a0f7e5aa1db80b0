package dev.tributary.cli.client;

import dev.tributary.cli.client.HttpConnection.Head;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Posts transactions, labels, stock movements or interactions in bulk, one request at a time, so
 * that those of a card, or of a session, stay in order. Lines for which no definite answer came are
 * posted again, which changes nothing for those that had arrived: up to {@value #ATTEMPTS_MAX}
 * times, with growing pauses of at most {@value #PAUSE_SECONDS_MAX} s or what the service asks for
 * with {@code Retry-After}.
 */
public final class BulkClient {
    static final int ATTEMPTS_MAX = 8;
    static final int PAUSE_SECONDS_MAX = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int OK = 200;
    private static final int PROBLEM_BYTES_MAX = 2_000;

    private final JsonMapper json = new JsonMapper();
    private final Endpoint endpoint;
    private final Duration timeout;
    private final Duration firstPause;

    /** A line that the service refuses for good. */
    public record Rejection(int index, String problem) {}

    /**
     * What became of the lines of one call.
     *
     * @param accepted number of lines that the service has taken
     * @param rejected lines it refuses, by their index in the call, from 0
     * @param unknown number of lines without a definite answer after all attempts
     * @param fault what the last attempt without definite answers met; null where there was none
     */
    public record Outcome(
            int accepted, List<Rejection> rejected, int unknown, @Nullable String fault) {}

    /** The service refuses the request as a whole; trying again would not help. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1;

        RefusedException(int status, String body) {
            super("the service refuses bulk requests with status " + status + ": " + body);
        }
    }

    /**
     * @param ingest base URL of ingest-service
     * @param timeout how long the service may take to connect and for each part of an answer
     */
    public BulkClient(URI ingest, Duration timeout) {
        this(ingest, timeout, FIRST_PAUSE);
    }

    /** One that posts labels. */
    public static BulkClient ofLabels(URI ingest, Duration timeout) {
        return new BulkClient(new Endpoint(ingest, Endpoint.LABELS), timeout, FIRST_PAUSE);
    }

    /** One that posts stock movements. */
    public static BulkClient ofStockMovements(URI ingest, Duration timeout) {
        return new BulkClient(new Endpoint(ingest, Endpoint.STOCK_MOVEMENTS), timeout, FIRST_PAUSE);
    }

    /** One that posts interactions. */
    public static BulkClient ofInteractions(URI ingest, Duration timeout) {
        return new BulkClient(new Endpoint(ingest, Endpoint.INTERACTIONS), timeout, FIRST_PAUSE);
    }

    BulkClient(URI ingest, Duration timeout, Duration firstPause) {
        this(new Endpoint(ingest, Endpoint.TRANSACTIONS), timeout, firstPause);
    }

    private BulkClient(Endpoint endpoint, Duration timeout, Duration firstPause) {
        this.endpoint = endpoint;
        this.timeout = timeout;
        this.firstPause = firstPause;
    }

    /**
     * Posts lines, each a body without a line break.
     *
     * @throws RefusedException where the request itself is at fault
     */
    public Outcome post(List<byte[]> lines) throws IOException, InterruptedException {
        List<Integer> open = new ArrayList<>(lines.size());
        for (int index = 0; index < lines.size(); index++) {
            open.add(index);
        }
        List<Rejection> rejected = new ArrayList<>();
        String fault = null;
        Duration pause = firstPause;
        for (int attempt = 1; attempt <= ATTEMPTS_MAX && !open.isEmpty(); attempt++) {
            Round round = new Round(lines, open);
            Duration asked = round.run();
            rejected.addAll(round.rejected);
            open = round.open();
            if (!open.isEmpty()) {
                fault = round.fault;
                if (attempt < ATTEMPTS_MAX) {
                    TimeUnit.NANOSECONDS.sleep((asked == null ? pause : asked).toNanos());
                    pause = shorter(pause.multipliedBy(2));
                }
            }
        }
        int accepted = lines.size() - rejected.size() - open.size();
        return new Outcome(accepted, List.copyOf(rejected), open.size(), fault);
    }

    private static Duration shorter(Duration pause) {
        Duration max = Duration.ofSeconds(PAUSE_SECONDS_MAX);
        return pause.compareTo(max) < 0 ? pause : max;
    }

    /** One request with the lines that are open, and what its answer settles. */
    private final class Round {
        private final List<byte[]> lines;
        private final List<Integer> sent;
        private final boolean[] settled;
        private final List<Rejection> rejected = new ArrayList<>();
        private String fault = "the answer ended early";

        Round(List<byte[]> lines, List<Integer> sent) {
            this.lines = lines;
            this.sent = sent;
            this.settled = new boolean[sent.size()];
        }

        /** Returns the pause that the service asks for, if it does. */
        @Nullable Duration run() throws IOException {
            try (HttpConnection connection = new HttpConnection(endpoint.address(), timeout)) {
                Head head = connection.stream(endpoint.post("application/x-ndjson", body()));
                if (head.status() == OK) {
                    settle(head.body());
                    return null;
                }
                return refused(head);
            } catch (RefusedException refused) {
                throw refused;
            } catch (IOException | JacksonException | NumberFormatException broken) {
                fault = broken.toString();
                return null;
            }
        }

        List<Integer> open() {
            List<Integer> open = new ArrayList<>();
            for (int i = 0; i < settled.length; i++) {
                if (!settled[i]) {
                    open.add(sent.get(i));
                }
            }
            return open;
        }

        private byte[] body() {
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (int index : sent) {
                body.writeBytes(lines.get(index));
                body.write('\n');
            }
            return body.toByteArray();
        }

        private void settle(InputStream answers) throws IOException {
            var reader = new BufferedReader(new InputStreamReader(answers, StandardCharsets.UTF_8));
            for (String answer = reader.readLine(); answer != null; answer = reader.readLine()) {
                JsonNode node = json.readTree(answer);
                int place = node.path("line").asInt(0) - 1;
                if (place < 0 || place >= settled.length) {
                    throw new IOException("an answer to no line: " + answer);
                }
                switch (node.path("status").asString("")) {
                    case "ACCEPTED" -> settled[place] = true;
                    case "REJECTED" -> {
                        settled[place] = true;
                        rejected.add(
                                new Rejection(sent.get(place), node.path("problem").toString()));
                    }
                    default -> fault = answer;
                }
            }
        }

        private @Nullable Duration refused(Head head) throws IOException {
            String body =
                    new String(head.body().readNBytes(PROBLEM_BYTES_MAX), StandardCharsets.UTF_8);
            int status = head.status();
            if (status != TOO_MANY_REQUESTS && status < SERVER_ERRORS) {
                throw new RefusedException(status, body);
            }
            fault = "status " + status + ": " + body;
            long seconds = head.retryAfterSeconds();
            return seconds < 0 ? null : shorter(Duration.ofSeconds(seconds));
        }
    }
}
