package dev.tributary.fraud.topology;

/** Names of the case topology's nodes. Deployed state and metrics hang on them. */
final class CaseNodes {
    static final String READ_VERDICTS = "read-verdicts";
    static final String READ_LABELS = "read-labels";
    static final String OPEN_CASES = "open-cases";
    static final String RESOLVE_CASES = "resolve-cases";
    static final String OPENED_CASES = "opened-cases-by-transaction";
    static final String MERGE_NEWS = "merge-news-of-cases";
    static final String KEEP_CASES = "keep-cases";

    private CaseNodes() {}
}
