package dev.tributary.common.registry;

import dev.tributary.common.registry.RegistrySettings.Endpoint;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Asks the registry and hands back what it answers, as JSON. Addresses are tried in turn, beginning
 * with the one that answered last; when none can answer, after a pause all again. Only faults that
 * can pass are retried: no connection, no answer in time, 408, 429 and 5xx.
 *
 * <p>A call lasts at most (retries + 1) times the number of addresses times the request timeout,
 * plus the pauses. Thread-safe.
 */
final class RegistryTransport implements AutoCloseable {
    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final long MAX_ANSWER_BYTES = 16L << 20;
    private static final int MAX_REASON_CHARS = 1_000;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_FAULT = 500;
    private static final JsonMapper JSON = new JsonMapper();

    private final RegistrySettings settings;
    private final HttpClient http;
    private volatile int preferred;

    RegistryTransport(RegistrySettings settings) {
        this.settings = settings;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(settings.connectTimeout());
        if (settings.tls() != null) {
            builder.sslContext(settings.tls());
        }
        this.http = builder.build();
    }

    /**
     * @param purpose what the call is for, completing "cannot ..."
     * @param path from the base address on, beginning with a slash
     * @param body null for none
     * @throws SchemaRegistryException where the registry refuses
     * @throws SchemaRegistryUnavailableException where no address can answer now
     */
    JsonNode call(String purpose, String method, String path, @Nullable JsonNode body) {
        int retries = settings.backoff().retries();
        for (int retry = 0; ; retry++) {
            List<String> reasons = new ArrayList<>();
            IOException last = null;
            int first = preferred;
            for (int i = 0; i < settings.endpoints().size(); i++) {
                int index = (first + i) % settings.endpoints().size();
                Endpoint endpoint = settings.endpoints().get(index);
                try {
                    HttpResponse<String> response = send(purpose, endpoint, method, path, body);
                    if (!mayPass(response.statusCode())) {
                        preferred = index;
                        return answer(purpose, endpoint, response);
                    }
                    reasons.add(endpoint + ": " + reason(response));
                } catch (IOException e) {
                    last = e;
                    reasons.add(endpoint + ": " + reason(e));
                }
            }
            if (retry == retries) {
                throw new SchemaRegistryUnavailableException(
                        "cannot %s: %s (tried %d times)"
                                .formatted(purpose, String.join("; ", reasons), retry + 1),
                        last);
            }
            pause(purpose, retry);
        }
    }

    private HttpResponse<String> send(
            String purpose, Endpoint endpoint, String method, String path, @Nullable JsonNode body)
            throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint.resolve(path))
                        .timeout(settings.requestTimeout())
                        .header("Accept", MEDIA_TYPE + ", application/json")
                        .method(
                                method,
                                body == null
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", MEDIA_TYPE);
        }
        if (endpoint.authorization() != null) {
            request.header("Authorization", endpoint.authorization());
        }
        try {
            return http.send(
                    request.build(),
                    BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER_BYTES));
        } catch (InterruptedException e) {
            throw interrupted(purpose, e);
        }
    }

    private JsonNode answer(String purpose, Endpoint endpoint, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 != 2) {
            throw new SchemaRegistryException(
                    "cannot %s: %s: %s".formatted(purpose, endpoint, reason(response)),
                    status,
                    tree(response.body()).path("error_code").asInt(0),
                    null);
        }
        try {
            return JSON.readTree(response.body());
        } catch (JacksonException e) {
            throw new SchemaRegistryException(
                    "cannot %s: what answers at %s is no schema registry: %s"
                            .formatted(purpose, endpoint, shorten(response.body())),
                    status,
                    0,
                    e);
        }
    }

    private void pause(String purpose, int retry) {
        try {
            Thread.sleep(settings.backoff().pause(retry, ThreadLocalRandom.current()));
        } catch (InterruptedException e) {
            throw interrupted(purpose, e);
        }
    }

    private static SchemaRegistryUnavailableException interrupted(
            String purpose, InterruptedException e) {
        Thread.currentThread().interrupt();
        return new SchemaRegistryUnavailableException(
                "cannot " + purpose + ": the thread was interrupted", e);
    }

    private static boolean mayPass(int status) {
        return status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS || status >= SERVER_FAULT;
    }

    private static String reason(HttpResponse<String> response) {
        JsonNode body = tree(response.body());
        String message = body.path("message").asString("");
        int code = body.path("error_code").asInt(0);
        return "HTTP "
                + response.statusCode()
                + (code == 0 ? "" : ", error code " + code)
                + (message.isEmpty() ? "" : ": " + shorten(message));
    }

    /** Failures to connect often have no message of their own. */
    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName();
        return e.getMessage() == null ? name : name + ": " + shorten(e.getMessage());
    }

    private static JsonNode tree(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static String shorten(String text) {
        return text.length() <= MAX_REASON_CHARS
                ? text
                : text.substring(0, MAX_REASON_CHARS) + "...";
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.shutdownNow();
    }
}
