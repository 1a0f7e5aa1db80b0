package dev.tributary.ingest.topology;

/** Names of the nodes; state and internal topics are found by them. */
final class TransactionStatusNodes {
    static final String READ_TRANSACTIONS = "read-transactions";
    static final String READ_VERDICTS = "read-verdicts";
    static final String READ_ORDERS = "read-orders";
    static final String NOTE_TRANSACTION = "note-transaction";
    static final String NOTE_VERDICT = "note-verdict";
    static final String NOTE_ORDER = "note-order";
    static final String MERGE_NEWS = "merge-news";
    static final String MERGE_ORDERS = "merge-orders";
    static final String BY_TRANSACTION = "news-by-transaction";
    static final String KEEP_STATUS = "keep-status";

    private TransactionStatusNodes() {}
}
