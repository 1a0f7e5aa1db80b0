package dev.tributary.cli.client;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/**
 * One keep-alive HTTP/1.1 connection, one exchange at a time, on a blocking socket.
 *
 * <p>It exists because the client of a measurement shares its cores with what it measures. At 1,000
 * requests a second on two cores, {@code java.net.http} on virtual threads took 0.31 to 0.33 ms of
 * CPU a request, blocking sockets on virtual threads 0.11 to 0.16, on platform threads 0.11, one
 * selector thread 0.11. A verdict costs all servers together about 1.3 ms, so the library would
 * have been a fifth of the load it measures, this is a tenth, of which most is the kernel's.
 * Everything that is not timed uses the library.
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
    record Response(int status, byte[] body) {}

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
        } catch (java.net.SocketTimeoutException late) {
            throw late;
        } catch (IOException closed) {
            throw fresh ? closed : new Stale(closed);
        }
        return response(first);
    }

    /** Whether another exchange may follow. */
    boolean reusable() {
        return keptAlive;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private Response response(int first) throws IOException {
        headBytes = 0;
        String statusLine = (char) first + line();
        if (!statusLine.startsWith("HTTP/1.1 ") || statusLine.length() < STATUS_DIGITS_TO) {
            throw new IOException("not an HTTP/1.1 answer: '" + statusLine + "'");
        }
        int status =
                Integer.parseInt(statusLine, STATUS_DIGITS_FROM, STATUS_DIGITS_TO, /* radix= */ 10);
        int length = -1;
        boolean chunked = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            int colon = header.indexOf(':');
            String name = header.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT);
            String value = header.substring(colon + 1).strip();
            switch (name) {
                case "content-length" -> length = Integer.parseInt(value);
                case "transfer-encoding" -> chunked = value.equalsIgnoreCase("chunked");
                case "connection" -> keptAlive = !value.equalsIgnoreCase("close");
                default -> {}
            }
        }
        return new Response(status, body(status, length, chunked));
    }

    private byte[] body(int status, int length, boolean chunked) throws IOException {
        if (chunked) {
            return chunks();
        }
        if (length >= 0) {
            return bytes(length);
        }
        if (status == 204 || status == 304) {
            return new byte[0];
        }
        throw new IOException("an answer of unknown length");
    }

    private byte[] chunks() throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        while (true) {
            String size = line();
            int semicolon = size.indexOf(';');
            int length =
                    Integer.parseInt(
                            (semicolon < 0 ? size : size.substring(0, semicolon)).strip(), 16);
            if (body.size() + length > BODY_BYTES_MAX) {
                throw new IOException("an answer of more than " + BODY_BYTES_MAX + " bytes");
            }
            body.writeBytes(bytes(length));
            String end = line();
            if (length == 0) {
                while (!end.isEmpty()) {
                    end = line();
                }
                return body.toByteArray();
            }
        }
    }

    private byte[] bytes(int length) throws IOException {
        if (length < 0 || length > BODY_BYTES_MAX) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException("the server closed the connection within an answer");
        }
        return bytes;
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
            line = length < line.length ? line : java.util.Arrays.copyOf(line, length * 2);
            line[length++] = (byte) read;
        }
        int end = length > 0 && line[length - 1] == '\r' ? length - 1 : length;
        return new String(line, 0, end, StandardCharsets.ISO_8859_1);
    }
}
