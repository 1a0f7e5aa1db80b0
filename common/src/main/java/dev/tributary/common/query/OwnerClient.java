package dev.tributary.common.query;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * Passes a request on to the instance that owns its key or has a copy of it: one hop, marked so
 * that the other side does not pass it on again. Who could not be reached is not asked again for
 * {@link #AWAY_FOR}, so that a dead instance costs its timeout once and not at each request.
 */
public final class OwnerClient {
    /** Header of a request that has already been passed on once. */
    public static final String HOP_HEADER = "Tributary-Hop";

    /** How long an instance that was not reached is left alone. */
    static final Duration AWAY_FOR = Duration.ofSeconds(1);

    private static final Duration CONNECT_TIMEOUT = Duration.ofMillis(500);
    private static final int REMEMBERED_MAX = 1_000;

    /** On virtual threads: its own executor takes a platform thread for each request under way. */
    private final HttpClient http =
            HttpClient.newBuilder()
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();

    private final Cache<URI, Boolean> unreachable = remembering();
    private final Cache<URI, Boolean> slow = remembering();

    private static Cache<URI, Boolean> remembering() {
        return Caffeine.newBuilder().expireAfterWrite(AWAY_FOR).maximumSize(REMEMBERED_MAX).build();
    }

    /** As {@link #ask}, by GET, of the owner alone. */
    public HttpResponse<byte[]> get(URI owner, String pathAndQuery, Duration timeout)
            throws IOException {
        return ask(owner, new PeerRequest("GET", pathAndQuery, Map.of(), timeout, false));
    }

    /**
     * @param peer base address of the other instance
     * @throws IOException when it cannot be reached, could not be a moment ago, or does not answer
     *     in time
     */
    public HttpResponse<byte[]> ask(URI peer, PeerRequest request) throws IOException {
        if (unreachable.getIfPresent(peer) != null
                || (request.replaceable() && slow.getIfPresent(peer) != null)) {
            throw new IOException(peer + " did not answer a moment ago");
        }
        HttpRequest.Builder http =
                HttpRequest.newBuilder(URI.create(peer + request.pathAndQuery()));
        request.headers().forEach(http::header);
        http.timeout(request.timeout())
                .header(HOP_HEADER, "1")
                .method(request.method(), HttpRequest.BodyPublishers.noBody());
        return send(peer, http.build());
    }

    private HttpResponse<byte[]> send(URI peer, HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (HttpConnectTimeoutException nobodyThere) {
            unreachable.put(peer, true);
            throw nobodyThere;
        } catch (HttpTimeoutException late) {
            // It may only be busy: who has nobody else to ask goes on asking it.
            slow.put(peer, true);
            throw late;
        } catch (IOException refused) {
            unreachable.put(peer, true);
            throw refused;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while asking " + peer, interrupted);
        }
    }
}
