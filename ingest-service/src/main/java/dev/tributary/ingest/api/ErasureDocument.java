package dev.tributary.ingest.api;

import com.fasterxml.jackson.annotation.JsonInclude;

import dev.tributary.ingest.query.Erasures;

import io.swagger.v3.oas.annotations.media.Schema;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/** How far the erasure of a customer's history is. */
@Schema(name = "Erasure")
@JsonInclude(JsonInclude.Include.NON_NULL)
record ErasureDocument(
        String customerId,
        @Schema(description = "What came in until then is erased.") Instant requestedAt,
        @Schema(description = "When everything was; absent before.") @Nullable Instant completedAt,
        @Schema(description = "Of the log of interactions; absent before it is done.")
                @Nullable Deleted interactions,
        @Schema(description = "Of the log of visits; absent before it is done.")
                @Nullable Deleted sessions) {
    /** What was deleted of a topic. */
    @Schema(name = "DeletedRecords")
    record Deleted(
            @Schema(description = "Records. Visits that go with their interactions do not count.")
                    long deleted,
            @Schema(
                            description =
                                    "When the topic had been read to its end once more and nothing"
                                            + " was found.")
                    Instant completedAt) {
        private static @Nullable Deleted of(Erasures.@Nullable Done done) {
            return done == null ? null : new Deleted(done.deleted(), done.completedAt());
        }
    }

    static ErasureDocument requested(String customerId, Instant at) {
        return new ErasureDocument(customerId, at, null, null, null);
    }

    static ErasureDocument of(String customerId, Erasures.Progress progress) {
        Erasures.Done sessions = progress.sessions();
        // Visits are erased after the interactions.
        return new ErasureDocument(
                customerId,
                progress.requestedAt(),
                sessions == null ? null : sessions.completedAt(),
                Deleted.of(progress.interactions()),
                Deleted.of(sessions));
    }
}
