package dev.tributary.ingest.api;

import dev.tributary.ingest.domain.TransactionId;

import io.swagger.v3.oas.annotations.media.Schema;

/** A transaction that waits for its verdict. */
@Schema(name = "Pending", description = "The transaction is in the log; its verdict is not yet.")
record PendingDocument(String transactionId, Status status) {
    /** Where the transaction stands. */
    enum Status {
        PENDING
    }

    static PendingDocument of(TransactionId id) {
        return new PendingDocument(id.value(), Status.PENDING);
    }
}
