package dev.tributary.ingest.domain;

import java.time.Instant;

/**
 * What became of a transaction, as somebody told it. The transaction may not be known yet, nor ever
 * become known.
 *
 * @param transactionId the transaction it is about
 * @param fraud whether it was fraud
 * @param source who says so
 * @param labelledAt event time: from when on it was known; milliseconds
 * @param receivedAt when it was taken in
 */
public record TransactionLabel(
        TransactionId transactionId,
        boolean fraud,
        Source source,
        Instant labelledAt,
        Instant receivedAt) {

    /** Who says so. */
    public enum Source {
        /** The cardholder's bank took the money back. */
        CHARGEBACK,
        /** Somebody looked into it. */
        ANALYST;

        /**
         * @throws IllegalArgumentException saying what it must be
         */
        public static Source of(String text) {
            return TextRules.oneOf(values(), text);
        }
    }
}
