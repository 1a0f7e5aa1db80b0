package dev.tributary.common.web;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The lines of a newline-delimited body, as they arrive: a line is handed out once its end has been
 * read, without waiting for more. Lines end with {@code \n} or {@code \r\n}, the last one may end
 * with the body; blank lines count but are not handed out. Memory is bounded by the limit of a
 * line: one that is longer is read to its end and told as such. For one thread.
 */
public final class BodyLines {
    private static final int CHUNK = 16 * 1024;

    private final InputStream in;
    private final int limit;
    private final byte[] chunk = new byte[CHUNK];
    private int position;
    private int end;
    private long number;

    public BodyLines(InputStream in, DataSize limit) {
        this.in = in;
        this.limit = Math.toIntExact(limit.toBytes());
    }

    /**
     * A line that is not blank.
     *
     * @param number its place in the body, from 1, blank lines counted
     * @param text its bytes without the line end; null where it was longer than the limit
     */
    @SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
    public record Line(long number, byte @Nullable [] text) {}

    /**
     * The next line.
     *
     * @return null at the end of the body
     * @throws IOException where the body breaks off; what had come of its last line is dropped
     */
    public @Nullable Line next() throws IOException {
        while (true) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            boolean ended = readLine(line);
            if (!ended && line.size() == 0) {
                return null;
            }
            number++;
            if (line.size() > limit) {
                return new Line(number, null);
            }
            byte[] text = line.toByteArray();
            if (!isBlank(text)) {
                return new Line(number, text);
            }
        }
    }

    /** Copies up to the limit and one byte more; false where the body ended instead of the line. */
    private boolean readLine(ByteArrayOutputStream line) throws IOException {
        while (true) {
            if (position == end) {
                position = 0;
                end = Math.max(0, in.read(chunk));
                if (end == 0) {
                    return false;
                }
            }
            int from = position;
            while (position < end && chunk[position] != '\n') {
                position++;
            }
            line.write(chunk, from, Math.min(position - from, limit + 1 - line.size()));
            if (position < end) {
                position++;
                return true;
            }
        }
    }

    private static boolean isBlank(byte[] text) {
        for (byte b : text) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
