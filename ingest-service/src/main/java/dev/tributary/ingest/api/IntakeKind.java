package dev.tributary.ingest.api;

import dev.tributary.common.web.Faults;
import dev.tributary.ingest.api.BulkItem.LineId;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/**
 * A kind of thing that is read, sent and not waited for any further.
 *
 * @param noun what one is called
 * @param meters what the names of its metrics begin with, see {@link IngestMeters}
 * @param id what one is known by
 * @param reader reads one
 */
record IntakeKind<T>(String noun, String meters, Function<T, LineId> id, Reader<T> reader) {
    /** Reads a body or a line. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * @param key values of the header {@value IdempotencyKey#HEADER}, none or more
         * @param faults takes everything that is wrong
         * @return null if anything was noted
         */
        @Nullable T read(byte[] json, List<String> key, Instant receivedAt, Faults faults);
    }
}
