package dev.tributary.cli.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What recommendation-service tells of its index. */
final class IndexGauges {
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final Duration SETTLED_WITHIN = Duration.ofMinutes(20);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final String PREFIX = "tributary_recommendation_index_";

    private final URI management;

    /**
     * @param management base URL of the service's metrics
     */
    IndexGauges(URI management) {
        this.management = management;
    }

    long clicks() throws IOException, InterruptedException {
        return gauge("clicks");
    }

    long sessions() throws IOException, InterruptedException {
        return gauge("sessions");
    }

    long bytes() throws IOException, InterruptedException {
        return gauge("memory_bytes");
    }

    /**
     * Waits until the index has more clicks than before, and gets no more.
     *
     * @return how many
     */
    long awaitSettled(long before) throws IOException, InterruptedException {
        long until = System.nanoTime() + SETTLED_WITHIN.toNanos();
        long last = before;
        while (System.nanoTime() < until) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            long now = clicks();
            if (now > before && now == last) {
                return now;
            }
            last = now;
        }
        throw new IOException("the index does not come to rest");
    }

    private long gauge(String name) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String metrics =
                    http.send(
                                    HttpRequest.newBuilder(
                                                    management.resolve("/actuator/prometheus"))
                                            .timeout(TIMEOUT)
                                            .build(),
                                    BodyHandlers.ofString())
                            .body();
            return metrics.lines()
                    .filter(line -> line.startsWith(PREFIX + name))
                    .mapToLong(line -> (long) Double.parseDouble(line.replaceAll(".* ", "")))
                    .findFirst()
                    .orElse(0);
        }
    }
}
