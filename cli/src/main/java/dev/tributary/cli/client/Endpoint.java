package dev.tributary.cli.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A resource of a service, and requests to it as bytes. */
final class Endpoint {
    private static final int HTTP_PORT = 80;

    /** Where transactions go. */
    static final String TRANSACTIONS = "/v1/transactions";

    /** Where labels go. */
    static final String LABELS = "/v1/labels";

    /** Where stock movements go. */
    static final String STOCK_MOVEMENTS = "/v1/stock-movements";

    /** Where interactions go. */
    static final String INTERACTIONS = "/v1/interactions";

    private final InetSocketAddress address;
    private final String host;
    private final String path;

    /**
     * @param service base URL of the service
     * @param resource path below it
     * @throws IllegalArgumentException where it is not one of plain HTTP
     */
    Endpoint(URI service, String resource) {
        if (!"http".equals(service.getScheme()) || service.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + service + "' is not of the form http://host:port");
        }
        int port = service.getPort() < 0 ? HTTP_PORT : service.getPort();
        String prefix = service.getRawPath() == null ? "" : service.getRawPath();
        this.address = new InetSocketAddress(service.getHost(), port);
        this.host = service.getHost() + ":" + port;
        this.path = prefix.replaceAll("/$", "") + resource;
    }

    InetSocketAddress address() {
        return address;
    }

    byte[] post(String contentType, byte[] body) {
        return send("POST", "", contentType, body);
    }

    /**
     * @param below what follows the path, without need of escapes
     */
    byte[] send(String method, String below, String contentType, byte[] body) {
        byte[] head =
                ascii(
                        method
                                + " "
                                + path
                                + below
                                + " HTTP/1.1\r\nHost: "
                                + host
                                + "\r\nContent-Type: "
                                + contentType
                                + "\r\nContent-Length: "
                                + body.length
                                + "\r\n\r\n");
        byte[] request = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, request, head.length, body.length);
        return request;
    }

    byte[] delete(String below) {
        return ascii("DELETE " + path + below + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    /**
     * @param below what follows the path, without need of escapes
     */
    byte[] get(String below) {
        return get(below, "");
    }

    /**
     * @param below what follows the path, without need of escapes
     * @param headers whole lines, each with its end
     */
    byte[] get(String below, String headers) {
        return ascii(
                "GET " + path + below + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + "\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
