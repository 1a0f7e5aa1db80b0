package dev.tributary.fraud.topology;

/**
 * Names of the topology's nodes. Deployed state and metrics hang on them: changing one is an ADR.
 */
final class FraudNodes {
    static final String READ_TRANSACTIONS = "read-transactions";
    static final String SCORE_TRANSACTION = "score-transaction";
    static final String WRITE_VERDICTS = "write-verdicts";

    private FraudNodes() {}
}
