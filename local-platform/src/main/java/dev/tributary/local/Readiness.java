package dev.tributary.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Whether a process can do its work yet. */
@FunctionalInterface
public interface Readiness {
    /**
     * Asks once.
     *
     * @return empty if the process is ready, else what is missing, in words
     * @throws InterruptedException if the asking thread is told to stop
     */
    Optional<String> missing() throws InterruptedException;

    /** Ready when a GET of the URL is answered with status 200 within two seconds. */
    static Readiness http(URI url) {
        Duration patience = Duration.ofSeconds(2);
        HttpClient client = HttpClient.newBuilder().connectTimeout(patience).build();
        HttpRequest request = HttpRequest.newBuilder(url).timeout(patience).build();
        return () -> {
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                return answer.statusCode() == 200
                        ? Optional.empty()
                        : Optional.of(
                                "%s answers %d %s"
                                        .formatted(url, answer.statusCode(), brief(answer.body())));
            } catch (IOException e) {
                return Optional.of("no answer from %s (%s)".formatted(url, e.getClass().getName()));
            }
        };
    }

    private static String brief(String body) {
        String line = body.replaceAll("\\s+", " ").strip();
        return line.length() <= 300 ? line : line.substring(0, 300) + "...";
    }
}
