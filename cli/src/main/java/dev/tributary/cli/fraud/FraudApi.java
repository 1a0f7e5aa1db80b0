package dev.tributary.cli.fraud;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** fraud-service over HTTP. What is refused is told in the words of the answer. */
final class FraudApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI service;

    FraudApi(URI service) {
        this.service = service;
    }

    /**
     * @throws FraudDataException where it is refused or nobody answers, as all of these
     */
    JsonNode get(String path) throws InterruptedException {
        return send(request(path));
    }

    JsonNode post(String path, String json) throws InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    JsonNode put(String path, String json) throws InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .PUT(BodyPublishers.ofString(json)));
    }

    JsonNode delete(String path) throws InterruptedException {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path)).timeout(TIMEOUT);
    }

    private JsonNode send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
            JsonNode body = body(answer.body());
            if (answer.statusCode() / 100 != 2) {
                throw new FraudDataException(
                        "%s %s is refused: %s"
                                .formatted(request.method(), request.uri(), words(answer, body)));
            }
            return body;
        } catch (IOException e) {
            throw new FraudDataException(
                    "fraud-service does not answer at " + service + ": " + e, e);
        }
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException noJson) {
            return JSON.missingNode();
        }
    }

    private static String words(HttpResponse<?> answer, JsonNode problem) {
        StringBuilder words = new StringBuilder();
        words.append(answer.statusCode())
                .append(' ')
                .append(problem.path("detail").asString(problem.path("title").asString("")));
        problem.path("errors")
                .forEach(error ->
                        words.append(System.lineSeparator())
                                .append("  ")
                                .append(error.path("field").asString())
                                .append(": ")
                                .append(error.path("message").asString()));
        return words.toString();
    }

    @Override
    public void close() {
        http.close();
    }
}
