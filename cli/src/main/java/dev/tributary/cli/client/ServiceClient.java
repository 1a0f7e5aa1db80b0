package dev.tributary.cli.client;

import dev.tributary.cli.client.HttpConnection.Response;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks one instance of a service, leanly. Any number of threads, best virtual ones; each exchange
 * blocks its thread. Nothing is thrown for what the network does: it is a {@link Reply}. A request
 * on a kept connection that turns out to be closed is sent again on another, so what is sent must
 * bear being sent twice.
 */
public final class ServiceClient implements AutoCloseable {
    private static final String JSON = "application/json";

    private final URI service;
    private final Endpoint endpoint;
    private final KeptConnections connections;

    /** What came back. */
    public sealed interface Reply {
        /**
         * An answer.
         *
         * @param status the HTTP status
         * @param body the whole body as text
         * @param servedBy which instance says that it read the state, as {@code host:port}
         */
        record Came(int status, String body, @Nullable String servedBy) implements Reply {}

        /** Nothing came back: the request may have been taken or not. */
        record Lost(String cause) implements Reply {}
    }

    /**
     * @param service base URL, plain HTTP
     * @param timeout how long to wait for a connection and for each part of an answer
     * @throws IllegalArgumentException where the URL is not one of plain HTTP
     */
    public ServiceClient(URI service, Duration timeout) {
        this.service = service;
        this.endpoint = new Endpoint(service, "");
        this.connections = new KeptConnections(endpoint.address(), timeout);
    }

    /** Whom it asks. */
    public URI service() {
        return service;
    }

    /**
     * @param path from {@code /v1} on, with its query, without need of escapes
     */
    public Reply get(String path) {
        return reply(endpoint.get(path));
    }

    /**
     * The same with a header.
     *
     * @param path from {@code /v1} on, with its query, without need of escapes
     */
    public Reply get(String path, String header, String value) {
        return reply(endpoint.get(path, header + ": " + value + "\r\n"));
    }

    /**
     * @param path from {@code /v1} on, with its query, without need of escapes
     */
    public Reply post(String path, String json) {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        return reply(endpoint.send("POST", path, JSON, body));
    }

    /**
     * @param path from {@code /v1} on, with its query, without need of escapes
     */
    public Reply delete(String path) {
        return reply(endpoint.delete(path));
    }

    /** Closes the connections that are idle; those in use close when their exchange ends. */
    @Override
    public void close() {
        connections.close();
    }

    private Reply reply(byte[] request) {
        try {
            Response response = connections.exchange(request);
            return new Reply.Came(
                    response.status(),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response.servedBy());
        } catch (IOException | NumberFormatException failed) {
            return new Reply.Lost(String.valueOf(failed));
        }
    }
}
