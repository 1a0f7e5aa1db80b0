package dev.tributary.ingest.api;

import dev.tributary.common.streams.Publication;
import dev.tributary.common.web.Faults;
import dev.tributary.common.web.Problem;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;

/** What a line of a bulk body was read as, and how it goes on. */
interface BulkItem {
    /** Reads the lines of one kind. */
    @FunctionalInterface
    interface Reader {
        /**
         * @param faults takes everything that is wrong
         * @return null if anything was noted
         */
        @Nullable BulkItem read(byte[] line, Instant receivedAt, Faults faults);
    }

    /** What can be said of an item before it is sent. */
    sealed interface Known {
        /** Nothing: it is to be sent. */
        record New() implements Known {}

        /** It is in the log already and needs not be sent. */
        record Repeated() implements Known {}

        /** It cannot be taken, whenever it is sent. */
        record Refused(Problem problem) implements Known {}
    }

    /** What the line is known by. */
    sealed interface LineId {
        /** Name of the field that has it, in bodies and answers. */
        String field();

        String value();

        /** The transaction it is, or is about. */
        record OfTransaction(String value) implements LineId {
            @Override
            public String field() {
                return "transactionId";
            }
        }

        /** The stock movement it is; who sent it is told where in the log it stands. */
        record OfMovement(String value) implements LineId {
            @Override
            public String field() {
                return "movementId";
            }
        }

        /** The interaction it is; who sent it is told where in the log it stands. */
        record OfInteraction(String value) implements LineId {
            @Override
            public String field() {
                return "interactionId";
            }
        }
    }

    /** What its answer names it by. */
    LineId id();

    /** What is known of it; told once, before it is sent. */
    Known known();

    /** Sends it; completes normally in every case. */
    CompletableFuture<Publication> publish();

    /** It was not sent, or it is not known whether the log has it. */
    void lost();
}
