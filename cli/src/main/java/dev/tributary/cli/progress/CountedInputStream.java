package dev.tributary.cli.progress;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Tells a progress bar of every byte read. */
final class CountedInputStream extends FilterInputStream {
    private final ProgressBar progress;

    CountedInputStream(InputStream in, ProgressBar progress) {
        super(in);
        this.progress = progress;
    }

    @Override
    public int read() throws IOException {
        int value = in.read();
        progress.advance(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        progress.advance(Math.max(0, count));
        return count;
    }
}
