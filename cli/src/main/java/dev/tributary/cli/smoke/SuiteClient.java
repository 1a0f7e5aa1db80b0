package dev.tributary.cli.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What anyone can ask of the suite over HTTP. */
final class SuiteClient implements AutoCloseable {
    /** What follows from a label comes a second later, and on a slow machine later than that. */
    private static final Duration FOLLOWS_WITHIN = Duration.ofMinutes(1);

    /** Between two questions for the same. */
    static final Duration PAUSE = Duration.ofMillis(200);

    private static final Duration TIMEOUT = Duration.ofSeconds(40);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final String ingest;

    /**
     * A client.
     *
     * @param ingest base URL of ingest-service
     */
    SuiteClient(String ingest) {
        this.ingest = ingest;
    }

    /** Posts one transaction and waits up to 30 s for its verdict. */
    Reply post(String transaction) throws IOException, InterruptedException {
        return post(transaction, "application/json", "wait=30");
    }

    Reply post(String body, String mediaType, String prefer)
            throws IOException, InterruptedException {
        return exchange(
                HttpRequest.newBuilder(URI.create(ingest + "/v1/transactions"))
                        .header("Content-Type", mediaType)
                        .header("Prefer", prefer)
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Posts one label. */
    Reply label(String label) throws IOException, InterruptedException {
        return exchange(
                HttpRequest.newBuilder(URI.create(ingest + "/v1/labels"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(label)));
    }

    /** What is known of a transaction, after waiting up to ten seconds for its verdict. */
    Reply transaction(String id) throws IOException, InterruptedException {
        return get(ingest + "/v1/transactions/" + id + "?wait=PT10S");
    }

    /** Asks until an answer holds, for a minute at most; the last answer. */
    Reply getUntil(String url, Predicate<Reply> holds) throws IOException, InterruptedException {
        long until = System.nanoTime() + FOLLOWS_WITHIN.toNanos();
        Reply reply = get(url);
        while (!holds.test(reply) && System.nanoTime() < until) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            reply = get(url);
        }
        return reply;
    }

    Reply get(String url) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(URI.create(url)));
    }

    /**
     * Asks for an answer that has taken in a position.
     *
     * @param position {@code topic-partition:offset}
     */
    Reply getAtLeast(String url, String position) throws IOException, InterruptedException {
        return exchange(
                HttpRequest.newBuilder(URI.create(url)).header("Tributary-Min-Position", position));
    }

    Reply put(String url, String json) throws IOException, InterruptedException {
        return exchange(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    /** Posts and waits up to 30 s for what it comes to. */
    Reply postTo(String url, String json) throws IOException, InterruptedException {
        return exchange(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/json")
                        .header("Prefer", "wait=30")
                        .POST(BodyPublishers.ofString(json)));
    }

    /** Posts without a body. */
    Reply postTo(String url) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.noBody()));
    }

    Reply delete(String url) throws IOException, InterruptedException {
        return exchange(HttpRequest.newBuilder(URI.create(url)).DELETE());
    }

    private Reply exchange(HttpRequest.Builder request) throws IOException, InterruptedException {
        return Reply.of(http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString()));
    }

    @Override
    public void close() {
        http.close();
    }
}
