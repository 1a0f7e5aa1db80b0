package dev.tributary.cli.progress;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file to read, as it is or with gzip, which is recognised by its first bytes. */
public final class InputFile {
    private static final int GZIP_FIRST_BYTE = 0x1f;
    private static final int GZIP_SECOND_BYTE = 0x8b;
    private static final int BUFFER_BYTES = 1 << 16;

    private InputFile() {}

    /**
     * Opens a file.
     *
     * @param progress is told of every byte of the file that is read
     */
    public static InputStream open(Path file, ProgressBar progress) throws IOException {
        PushbackInputStream start =
                new PushbackInputStream(
                        new CountedInputStream(Files.newInputStream(file), progress), 2);
        byte[] mark = start.readNBytes(2);
        start.unread(mark);
        boolean gzip =
                mark.length == 2
                        && Byte.toUnsignedInt(mark[0]) == GZIP_FIRST_BYTE
                        && Byte.toUnsignedInt(mark[1]) == GZIP_SECOND_BYTE;
        return gzip
                ? new GZIPInputStream(start, BUFFER_BYTES)
                : new BufferedInputStream(start, BUFFER_BYTES);
    }
}
