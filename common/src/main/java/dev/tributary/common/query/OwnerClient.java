package dev.tributary.common.query;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Passes a request on to the instance that owns its key: one hop, marked so that the other side
 * does not pass it on again.
 */
public final class OwnerClient {
    /** Header of a request that has already been passed on once. */
    public static final String HOP_HEADER = "Tributary-Hop";

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    /** As {@link #ask}, by GET. */
    public HttpResponse<byte[]> get(URI owner, String pathAndQuery, Duration timeout)
            throws IOException {
        return ask("GET", owner, pathAndQuery, timeout);
    }

    /**
     * @param method of a request without a body
     * @param owner base address of the owning instance
     * @param pathAndQuery raw path with its query, as it came in
     * @param timeout bound on the whole exchange
     * @throws IOException when the owner cannot be reached or does not answer in time
     */
    public HttpResponse<byte[]> ask(String method, URI owner, String pathAndQuery, Duration timeout)
            throws IOException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(owner + pathAndQuery))
                        .timeout(timeout)
                        .header(HOP_HEADER, "1")
                        .method(method, HttpRequest.BodyPublishers.noBody())
                        .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + owner, interrupted);
        }
    }
}
