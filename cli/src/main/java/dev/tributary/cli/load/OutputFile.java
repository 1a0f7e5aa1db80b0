package dev.tributary.cli.load;

import org.jspecify.annotations.Nullable;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * Where lines are written: standard output for {@code -}, else a file, compressed where its name
 * ends in {@code .gz}. A file appears under its name when it is complete; until then, and after a
 * failure never, it is {@code NAME.part}.
 */
final class OutputFile implements Closeable {
    static final String STANDARD_OUTPUT = "-";

    private static final int BUFFER_BYTES = 1 << 16;

    private final @Nullable Path target;
    private final @Nullable Path part;
    private final OutputStream stream;

    private OutputFile(@Nullable Path target, @Nullable Path part, OutputStream stream) {
        this.target = target;
        this.part = part;
        this.stream = stream;
    }

    static OutputFile open(String name, OutputStream standardOutput) throws IOException {
        if (name.equals(STANDARD_OUTPUT)) {
            return new OutputFile(null, null, buffered(new Unclosed(standardOutput)));
        }
        Path target = Path.of(name);
        Path part = target.resolveSibling(target.getFileName() + ".part");
        OutputStream file = Files.newOutputStream(part);
        return new OutputFile(
                target,
                part,
                buffered(name.endsWith(".gz") ? new GZIPOutputStream(file, BUFFER_BYTES) : file));
    }

    /** Buffered; closed by {@link #complete} or {@link #close}, not by its users. */
    OutputStream stream() {
        return stream;
    }

    /** Ends the file and gives it its name. */
    void complete() throws IOException {
        stream.close();
        if (target != null && part != null) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** Gives up what is not complete. */
    @Override
    public void close() throws IOException {
        stream.close();
        if (part != null) {
            Files.deleteIfExists(part);
        }
    }

    private static OutputStream buffered(OutputStream out) {
        return new BufferedOutputStream(out, BUFFER_BYTES);
    }

    private static final class Unclosed extends FilterOutputStream {
        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
