package dev.tributary.common.serde;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

import java.io.IOException;
import java.nio.file.Path;

/**
 * One record as a file: an Avro container, which carries the schema it was written with, so that a
 * later version reads it as it reads an older record of a topic. For files of one's own: a file
 * made to harm may ask for more memory than there is.
 */
public final class AvroFile {
    static {
        TrustedRecords.trust();
    }

    private AvroFile() {}

    /** A file that holds no such record; the message says why. */
    public static final class UnreadableException extends RuntimeException {
        UnreadableException(String message) {
            super(message);
        }

        UnreadableException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Writes the record as the whole file. */
    public static <T extends SpecificRecord> void write(Path file, T record) throws IOException {
        try (DataFileWriter<T> writer =
                new DataFileWriter<>(new SpecificDatumWriter<T>(record.getSchema()))) {
            writer.create(record.getSchema(), file.toFile());
            writer.append(record);
        }
    }

    /**
     * Reads the record.
     *
     * @throws UnreadableException where the file is no container, or not of exactly one such record
     */
    public static <T extends SpecificRecord> T read(Path file, Class<T> type) {
        try (DataFileReader<T> reader =
                new DataFileReader<>(file.toFile(), new SpecificDatumReader<>(type))) {
            if (!reader.hasNext()) {
                throw new UnreadableException("it holds no record");
            }
            T record = reader.next();
            if (reader.hasNext()) {
                throw new UnreadableException("it holds several records");
            }
            return record;
        } catch (IOException | AvroRuntimeException | ClassCastException damaged) {
            throw new UnreadableException(String.valueOf(damaged.getMessage()), damaged);
        }
    }
}
