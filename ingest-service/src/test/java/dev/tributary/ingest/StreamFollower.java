package dev.tributary.ingest;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A client of the stream of verdicts and orders. */
final class StreamFollower implements AutoCloseable {
    private final Socket socket;

    /**
     * @param headers whole lines
     */
    StreamFollower(IngestInstance service, String headers) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), service.port);
        socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
        socket.getOutputStream()
                .write(
                        ("GET /v1/verdicts/stream HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n")
                                .getBytes(StandardCharsets.UTF_8));
    }

    /** Goes on after an event. */
    static StreamFollower after(IngestInstance service, String id) throws IOException {
        return new StreamFollower(service, "Last-Event-ID: " + id + "\r\n");
    }

    /** All that comes until the marks have come in this order. */
    String readUntil(String... marks) throws IOException {
        return readUntil(socket.getInputStream(), marks);
    }

    static String readUntil(InputStream in, String... marks) throws IOException {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (String mark : marks) {
            while (text.indexOf(mark, from) < 0) {
                int next = in.read();
                if (next < 0) {
                    throw new AssertionError("ended before '" + mark + "': " + text);
                }
                text.append((char) next);
            }
            from = text.indexOf(mark, from);
        }
        return text.toString();
    }

    /** The id of the last event. */
    static String lastId(String events) {
        return events.lines()
                .filter(line -> line.startsWith("id: "))
                .reduce((first, second) -> second)
                .orElseThrow()
                .substring("id: ".length());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
