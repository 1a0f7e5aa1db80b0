package dev.tributary.cli.load;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Function;

/** A line format and the file it fills. */
final class LineFile implements Closeable {
    private final OutputFile file;
    private final LineFormat format;

    LineFile(String name, Function<OutputStream, LineFormat> format) throws IOException {
        this.file = OutputFile.open(name, System.out);
        this.format = format.apply(file.stream());
    }

    void write(SimulatedTransaction transaction) throws IOException {
        format.write(transaction);
    }

    /** Ends the file and gives it its name. */
    void complete() throws IOException {
        format.flush();
        file.complete();
    }

    /** Gives up what is not complete. */
    @Override
    public void close() throws IOException {
        file.close();
    }
}
