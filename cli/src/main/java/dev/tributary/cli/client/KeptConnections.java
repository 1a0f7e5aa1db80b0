package dev.tributary.cli.client;

import dev.tributary.cli.client.HttpConnection.Response;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * Connections to one address that are kept from exchange to exchange, the one used last first; as
 * many as there were exchanges at the same time. Any number of threads.
 */
final class KeptConnections implements AutoCloseable {
    private final InetSocketAddress address;
    private final Duration timeout;
    private final ConcurrentLinkedDeque<HttpConnection> idle = new ConcurrentLinkedDeque<>();
    private volatile boolean closed;

    /**
     * @param timeout how long to wait for a connection and for each part of an answer
     */
    KeptConnections(InetSocketAddress address, Duration timeout) {
        this.address = address;
        this.timeout = timeout;
    }

    /**
     * Sends a whole request and reads the whole answer, on a kept connection where there is one
     * that lives; each stale one is used up.
     *
     * @throws NumberFormatException where the answer is not HTTP
     */
    Response exchange(byte[] request) throws IOException {
        while (true) {
            HttpConnection kept = idle.pollFirst();
            HttpConnection connection = kept == null ? new HttpConnection(address, timeout) : kept;
            try {
                Response response = connection.exchange(request);
                if (connection.reusable() && !closed) {
                    idle.addFirst(connection);
                } else {
                    discard(connection);
                }
                return response;
            } catch (HttpConnection.Stale stale) {
                discard(connection);
            } catch (IOException | NumberFormatException failed) {
                discard(connection);
                throw failed;
            }
        }
    }

    /** Closes the connections that are idle; those in use close when their exchange ends. */
    @Override
    public void close() {
        closed = true;
        for (HttpConnection c = idle.pollFirst(); c != null; c = idle.pollFirst()) {
            discard(c);
        }
    }

    private static void discard(HttpConnection connection) {
        try {
            connection.close();
        } catch (IOException alreadyGone) {
            // Nothing is owed to a connection that is given up.
        }
    }
}
