package dev.tributary.cli.client;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Where transactions are posted and asked for, and requests to it as bytes. */
final class Endpoint {
    private static final int HTTP_PORT = 80;

    /** Where transactions go. */
    static final String TRANSACTIONS = "/v1/transactions";

    /** Where labels go. */
    static final String LABELS = "/v1/labels";

    /** Where stock movements go. */
    static final String STOCK_MOVEMENTS = "/v1/stock-movements";

    private final InetSocketAddress address;
    private final String host;
    private final String path;

    /**
     * @param ingest base URL of ingest-service
     * @throws IllegalArgumentException where it is not one of plain HTTP
     */
    Endpoint(URI ingest, String resource) {
        if (!"http".equals(ingest.getScheme()) || ingest.getHost() == null) {
            throw new IllegalArgumentException(
                    "'" + ingest + "' is not of the form http://host:port");
        }
        int port = ingest.getPort() < 0 ? HTTP_PORT : ingest.getPort();
        String prefix = ingest.getRawPath() == null ? "" : ingest.getRawPath();
        this.address = new InetSocketAddress(ingest.getHost(), port);
        this.host = ingest.getHost() + ":" + port;
        this.path = prefix.replaceAll("/$", "") + resource;
    }

    InetSocketAddress address() {
        return address;
    }

    byte[] post(String contentType, byte[] body) {
        byte[] head =
                ascii(
                        "POST "
                                + path
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

    /**
     * @param below what follows the path of all transactions, without need of escapes
     */
    byte[] get(String below) {
        return ascii("GET " + path + below + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
