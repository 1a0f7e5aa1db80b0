package dev.tributary.fraud.topology;

/**
 * Names of the topology's nodes. Deployed state and metrics hang on them: changing one is an ADR.
 */
final class FraudNodes {
    static final String READ_TRANSACTIONS = "read-transactions";
    static final String SCORE_TRANSACTION = "score-transaction";
    static final String TAKE_VERDICT = "take-verdict";
    static final String WRITE_VERDICTS = "write-verdicts";
    static final String KEEP_SPENT = "keep-spent";
    static final String GROUP_SPENT_BY_CARD = "group-spent-by-card";
    static final String SUM_SPEND = "sum-spend";

    private FraudNodes() {}
}
