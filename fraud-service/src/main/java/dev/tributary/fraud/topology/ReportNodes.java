package dev.tributary.fraud.topology;

/** Names of the report topology's nodes. Deployed state and metrics hang on them. */
final class ReportNodes {
    static final String READ_VERDICTS = "read-verdicts";
    static final String KEEP_SPENT = "keep-spent";
    static final String GROUP_SPENT_BY_CARD = "group-spent-by-card";
    static final String SUM_SPEND = "sum-spend";

    private ReportNodes() {}
}
