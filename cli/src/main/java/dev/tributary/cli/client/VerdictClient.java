package dev.tributary.cli.client;

import dev.tributary.cli.client.Answer.Decision;
import dev.tributary.cli.client.HttpConnection.Response;

import org.jspecify.annotations.Nullable;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks ingest-service for verdicts, leanly. Any number of threads, best virtual ones; each exchange
 * blocks its thread. Nothing is thrown for what the network or the service does: it is an {@link
 * Answer}.
 */
public final class VerdictClient implements AutoCloseable {
    private static final int PROBLEM_CHARACTERS_MAX = 300;

    private final Endpoint endpoint;
    private final JsonFactory json = new JsonFactory();
    private final KeptConnections connections;

    /**
     * @param ingest base URL of ingest-service, plain HTTP
     * @param timeout how long to wait for a connection and for each part of an answer
     * @throws IllegalArgumentException where the URL is not one of plain HTTP
     */
    public VerdictClient(URI ingest, Duration timeout) {
        this.endpoint = new Endpoint(ingest, Endpoint.TRANSACTIONS);
        this.connections = new KeptConnections(endpoint.address(), timeout);
    }

    /** Posts one transaction and waits for its verdict as long as the service does. */
    public Answer post(byte[] body) {
        return answer(endpoint.post("application/json", body));
    }

    /**
     * Asks for the verdict on a transaction posted earlier.
     *
     * @param transactionId of characters that need no escape in a URL
     * @param wait how long the service may wait for it; shorter than the timeout
     */
    public Answer verdict(String transactionId, Duration wait) {
        return answer(endpoint.get("/" + transactionId + "?wait=" + wait));
    }

    /** Closes the connections that are idle; those in use close when their exchange ends. */
    @Override
    public void close() {
        connections.close();
    }

    private Answer answer(byte[] request) {
        Response response;
        try {
            response = connections.exchange(request);
        } catch (IOException | NumberFormatException failed) {
            return new Answer.Unknown(String.valueOf(failed));
        }
        return switch (response.status()) {
            case 200 -> verdict(response.body());
            case 202 -> new Answer.Pending();
            default -> new Answer.Refused(response.status(), problem(response.body()));
        };
    }

    private Answer verdict(byte[] body) {
        String decision = null;
        String finality = null;
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), body)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                switch (name) {
                    case "decision" -> decision = parser.getString();
                    case "finality" -> finality = parser.getString();
                    default -> parser.skipChildren();
                }
            }
            return verdict(decision, finality);
        } catch (JacksonException | IllegalArgumentException notAVerdict) {
            return new Answer.Unknown("200 without a verdict: " + problem(body));
        }
    }

    private static Answer verdict(@Nullable String decision, @Nullable String finality) {
        if (decision == null || finality == null) {
            throw new IllegalArgumentException("no decision or no finality");
        }
        return finality.equals("FINAL")
                ? new Answer.Final(Decision.valueOf(decision))
                : new Answer.Speculative(Decision.valueOf(decision));
    }

    private static String problem(byte[] body) {
        String line = new String(body, StandardCharsets.UTF_8).replaceAll("\\s+", " ").strip();
        return line.length() <= PROBLEM_CHARACTERS_MAX
                ? line
                : line.substring(0, PROBLEM_CHARACTERS_MAX) + "...";
    }
}
