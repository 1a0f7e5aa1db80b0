package dev.tributary.common.serde;

import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;

import java.io.IOException;

/** Avro's binary form in an array. */
final class AvroBytes {
    private static final DecoderFactory DECODERS = DecoderFactory.get();

    /**
     * Reads one record that begins at the offset and ends where the array ends. From an array, not
     * from a stream: only then does Avro compare a length with the bytes that are there before it
     * reserves room for it.
     *
     * @throws IOException where the bytes are damaged; the message says how
     */
    static <T> T read(DatumReader<T> reader, byte[] bytes, int offset) throws IOException {
        BinaryDecoder decoder = DECODERS.binaryDecoder(bytes, offset, bytes.length - offset, null);
        T record;
        try {
            // Never into an instance that is already there: it may still be in a cache or a window.
            record = reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            // Damaged bytes lead Avro into exceptions of many kinds, unchecked ones among them.
            throw new IOException("damaged: " + e, e);
        }
        if (!decoder.isEnd()) {
            throw new IOException(decoder.remainingBytes() + " bytes are left after the record");
        }
        return record;
    }

    private AvroBytes() {}
}
