package dev.tributary.cli.client;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;

/**
 * One keep-alive HTTP/1.1 connection, one exchange at a time, on a blocking socket.
 *
 * <p>It exists because the client of a measurement shares its cores with what it measures. At 1,000
 * requests a second on two cores, {@code java.net.http} on virtual threads took 0.31 to 0.33 ms of
 * CPU a request, blocking sockets on virtual threads 0.11 to 0.16, on platform threads 0.11, one
 * selector thread 0.11. A verdict costs all servers together about 1.3 ms, so the library would
 * have been a fifth of the load it measures; this is a tenth, of which most is the kernel's. The
 * library also reads no answer before it has sent the whole request, and so blocks for ever with a
 * service that answers a large request line by line.
 *
 * <p>Bounds: {@value #HEAD_BYTES_MAX} bytes of head, {@value #BODY_BYTES_MAX} of body, the timeout
 * for connecting and for each read. No TLS, no redirects, no interim answers.
 */
final class HttpConnection implements Closeable {
    private static final int HEAD_BYTES_MAX = 16 * 1024;
    private static final int BODY_BYTES_MAX = 4 * 1024 * 1024;
    private static final int LINE_FEED = '\n';
    private static final int STATUS_DIGITS_FROM = "HTTP/1.1 ".length();
    private static final int STATUS_DIGITS_TO = STATUS_DIGITS_FROM + 3;

    /** The server closed a kept connection before it answered: nothing was processed on it. */
    static final class Stale extends IOException {
        private static final long serialVersionUID = 1;

        Stale(IOException cause) {
            super("the server had closed the connection", cause);
        }
    }

    /** An answer in full. */
    static final class Response {
        private final Head head;
        private final byte[] body;

        Response(Head head, byte[] body) {
            this.head = head;
            this.body = body;
        }

        int status() {
            return head.status();
        }

        /** Which instance of a service says that it answered; null where none does. */
        @Nullable String servedBy() {
            return head.servedBy();
        }

        byte[] body() {
            return body;
        }
    }

    /**
     * The beginning of an answer.
     *
     * @param retryAfterSeconds what the service asks for; -1 where it does not, or not in seconds
     * @param servedBy the header {@code Tributary-Served-By}
     * @param body what follows, to its end and no further
     */
    record Head(int status, long retryAfterSeconds, @Nullable String servedBy, InputStream body) {}

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private boolean used;
    private boolean keptAlive = true;
    private int headBytes;

    HttpConnection(InetSocketAddress address, Duration timeout) throws IOException {
        int millis = Math.toIntExact(timeout.toMillis());
        socket = new Socket();
        try {
            socket.connect(address, millis);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(millis);
            in = new BufferedInputStream(socket.getInputStream());
            out = socket.getOutputStream();
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    /**
     * Sends a whole request and reads the whole answer.
     *
     * @throws Stale where this connection was used before and turns out to be closed
     */
    Response exchange(byte[] request) throws IOException {
        boolean fresh = !used;
        used = true;
        int first;
        try {
            out.write(request);
            first = in.read();
            if (first < 0) {
                throw new EOFException("the server closed the connection without an answer");
            }
        } catch (SocketTimeoutException late) {
            throw late;
        } catch (IOException closed) {
            throw fresh ? closed : new Stale(closed);
        }
        Head head = head(first);
        byte[] body = head.body().readNBytes(BODY_BYTES_MAX + 1);
        if (body.length > BODY_BYTES_MAX) {
            throw new IOException("an answer of more than " + BODY_BYTES_MAX + " bytes");
        }
        return new Response(head, body);
    }

    /**
     * Sends a request while its answer is read already, because a service that answers line by line
     * stops reading when its answers are not read. The connection can serve no other exchange.
     */
    Head stream(byte[] request) throws IOException {
        used = true;
        keptAlive = false;
        Thread.startVirtualThread(() -> {
            try {
                out.write(request);
            } catch (IOException answeredEarly) {
                // What was not sent is not answered, which is what the reader goes by.
            }
        });
        int first = in.read();
        if (first < 0) {
            throw new EOFException("the server closed the connection without an answer");
        }
        return head(first);
    }

    /** Whether another exchange may follow. */
    boolean reusable() {
        return keptAlive;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Head head(int first) throws IOException {
        headBytes = 0;
        String statusLine = (char) first + line();
        if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < STATUS_DIGITS_TO) {
            throw new IOException("not an HTTP/1.1 answer: '" + statusLine + "'");
        }
        int status =
                Integer.parseInt(statusLine, STATUS_DIGITS_FROM, STATUS_DIGITS_TO, /* radix= */ 10);
        long length = status == 204 || status == 304 ? 0 : -1;
        long retryAfterSeconds = -1;
        boolean chunked = false;
        String servedBy = null;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> keptAlive &= !value.equalsIgnoreCase("close");
                case "retry-after" ->
                        retryAfterSeconds = value.matches("\\d{1,9}") ? Long.parseLong(value) : -1;
                case "tributary-served-by" -> servedBy = value;
                default -> {}
            }
        }
        if (length < 0 && !chunked) {
            throw new IOException("an answer of unknown length");
        }
        return new Head(status, retryAfterSeconds, servedBy, new Body(chunked, length));
    }

    /** Reads the body of one answer: so many bytes, or chunk by chunk up to an empty one. */
    private final class Body extends InputStream {
        private final boolean chunked;
        private long left;
        private boolean ended;

        Body(boolean chunked, long length) {
            this.chunked = chunked;
            this.left = chunked ? 0 : length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            if (left == 0 && !nextChunk()) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the server closed the connection within an answer");
            }
            left -= read;
            if (left == 0 && chunked) {
                line();
            }
            return read;
        }

        private boolean nextChunk() throws IOException {
            if (!chunked || ended) {
                return false;
            }
            headBytes = 0;
            String size = line();
            int semicolon = size.indexOf(';');
            left =
                    Integer.parseInt(
                            (semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (left == 0) {
                ended = true;
                while (!line().isEmpty()) {
                    // Trailers say nothing that is needed here.
                }
            }
            return !ended;
        }
    }

    private String line() throws IOException {
        byte[] line = new byte[128];
        int length = 0;
        for (int read = in.read(); read != LINE_FEED; read = in.read()) {
            if (read < 0) {
                throw new EOFException("the server closed the connection within an answer");
            }
            if (++headBytes > HEAD_BYTES_MAX) {
                throw new IOException("a head of more than " + HEAD_BYTES_MAX + " bytes");
            }
            line = length < line.length ? line : Arrays.copyOf(line, length * 2);
            line[length++] = (byte) read;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
